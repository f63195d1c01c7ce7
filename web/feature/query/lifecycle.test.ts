import { expect, test } from 'vitest'
import { lifecycleOf } from './lifecycle.ts'

const base = {
  status: 'pending',
  createdAt: '10:02',
  updatedAt: '10:09',
  approvalId: 'a',
  grantId: null,
  approvedAt: null,
  startedAt: null,
  completedAt: null,
  scheduleAt: null,
  isInDoubt: false,
} as const
const told = (query: Parameters<typeof lifecycleOf>[0]) =>
  lifecycleOf(query).map(({ name, state, at }) => `${name} ${state} ${at ?? '–'}`)

test('what waits shows what is to come, without times', () => {
  expect(told(base)).toEqual(['pending waiting 10:02', 'approved queued –', 'executing queued –', 'completed queued –'])
})

test('one that was approved and executed tells each time', () => {
  const done = { ...base, status: 'completed', approvedAt: '10:05', startedAt: '10:06', completedAt: '10:07' } as const
  expect(told(done)).toEqual([
    'pending completed 10:02',
    'approved completed 10:05',
    'executing completed 10:06',
    'completed completed 10:07',
  ])
})

test('nobody is said to have approved what nobody was asked about', () => {
  const ran = { ...base, status: 'executing', startedAt: '10:06' } as const
  expect(told({ ...ran, approvalId: null })[1]).toBe('notAsked completed –')
  expect(told({ ...ran, approvalId: null, grantId: 'g' })[1]).toBe('granted completed –')
})

test('what ended before it began says no more than that', () => {
  expect(told({ ...base, status: 'rejected' })).toEqual(['pending completed 10:02', 'rejected failed 10:09'])
  expect(told({ ...base, status: 'expired' })).toEqual(['pending completed 10:02', 'expired cancelled 10:09'])
  expect(told({ ...base, status: 'failed' })).toEqual(['pending completed 10:02', 'failed failed 10:09'])
})

test('a time that was chosen is shown until it is reached, and a doubt is not called a failure', () => {
  expect(told({ ...base, status: 'approved', approvedAt: '10:05', scheduleAt: '18:00' })).toContain('scheduled queued 18:00')
  const doubt = { ...base, status: 'failed', isInDoubt: true, approvedAt: '10:05', startedAt: '10:06' } as const
  expect(told(doubt).at(-1)).toBe('in_doubt in_doubt 10:09')
})
