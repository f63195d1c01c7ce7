import type { ScheduleSettings } from '@steward/contract/workflow'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextTick } from '#hub/workflow'
import { planTicks, tickAfter, type Timing } from './plan-ticks.ts'

const timing = (cron: string, policy: ScheduleSettings = {}, triggerId = 'a'): Timing => ({
  triggerId,
  rhythm: { listen: { kind: 'schedule', cron, text: cron }, timezone: 'UTC' },
  policy,
})
const at = (time: string) => new Date(`2026-05-01T${time}Z`)
const told = (of: Timing, first: string, now: string) => {
  const { ticks, next } = planTicks(of, at(first), at(now))
  return [...ticks.map((tick) => `${tick.at.toISOString().slice(11, 16)} ${tick.outcome}`), next?.at.toISOString().slice(11, 16)]
}

test('a tick that is due fires, and one that is a little late as well, whatever the workflow says of missed ones', () => {
  for (const missed of ['skip', 'once', 'all'] as const) {
    expect(told(timing('*/5 * * * *', { missed }), '09:00:00', '09:00:00')).toEqual(['09:00 fired', '09:05'])
    expect(told(timing('*/5 * * * *', { missed }), '09:00:00', '09:00:30')).toEqual(['09:00 fired', '09:05'])
  }
})

test.each<[ScheduleSettings, string[]]>([
  [{}, ['09:00 missed', '09:05 missed', '09:10 made_up']],
  [{ missed: 'once' }, ['09:00 missed', '09:05 missed', '09:10 made_up']],
  [{ missed: 'skip' }, ['09:00 skipped', '09:05 skipped', '09:10 skipped']],
  [{ missed: 'all' }, ['09:00 made_up', '09:05 made_up', '09:10 made_up']],
  [{ missed: 'all', missedMax: 2 }, ['09:00 missed', '09:05 made_up', '09:10 made_up']],
])('after a pause %j gives %j', (policy, expected) => {
  expect(told(timing('*/5 * * * *', policy), '09:00:00', '09:13:00')).toEqual([...expected, '09:15'])
})

test('a tick that fires on time makes up for those before it, unless all are wanted', () => {
  expect(told(timing('*/5 * * * *'), '09:00:00', '09:10:02')).toEqual(['09:00 missed', '09:05 missed', '09:10 fired', '09:15'])
  expect(told(timing('*/5 * * * *', { missed: 'all', missedMax: 1 }), '09:00:00', '09:10:02')).toEqual([
    '09:00 missed',
    '09:05 made_up',
    '09:10 fired',
    '09:15',
  ])
})

test('a hiccup of a few seconds costs a schedule of every second no tick', () => {
  const { ticks } = planTicks(timing('* * * * * *'), at('09:00:00'), at('09:00:05'))

  expect(ticks.map((tick) => tick.outcome)).toEqual(Array.from({ length: 6 }, () => 'fired'))
})

test('a schedule that was due and is not any more, because it was shifted, waits', () => {
  const shifted = timing('0 * * * *', { jitterSeconds: 3_000 })
  const due = tickAfter(shifted, at('08:30:00'), undefined)
  const plan = planTicks(shifted, at('09:00:00'), at('09:00:00'))

  expect(plan).toMatchObject({ ticks: [], last: undefined, next: due })
})

test('of very many missed ticks the newest are told one by one, and one word stands for the rest', () => {
  const seconds = planTicks(timing('* * * * * *'), new Date('2026-03-01T00:00:00Z'), at('09:00:00'))
  const sparse = planTicks(timing('0 0-1 9 * * 1-5', { missed: 'skip' }), new Date('2001-01-01T09:00:00Z'), at('08:00:00'))

  expect(seconds.ticks).toHaveLength(1_000)
  expect(seconds.ticks.at(-1)?.at).toEqual(at('09:00:00'))
  expect(seconds.untold).toEqual({
    from: new Date('2026-03-01T00:00:00Z'),
    until: seconds.ticks[0]?.at,
    outcome: 'missed',
  })
  expect(seconds.ticks[0]?.at).toEqual(at('08:43:21'))
  expect(sparse.ticks).toHaveLength(1_000)
  expect(sparse.ticks.at(-1)?.at).toEqual(new Date('2026-04-30T09:01:00Z'))
  expect(sparse.untold).toMatchObject({ outcome: 'skipped', until: sparse.ticks[0]?.at })
})

test('very many ticks of every second day are all reckoned in step', () => {
  const rhythm = {
    listen: { kind: 'schedule', cron: '0 9 * * *', every: { unit: 'days', count: 2 }, text: '' },
    timezone: 'UTC',
  } as const
  const plan = planTicks({ triggerId: 'a', rhythm, policy: {} }, new Date('2010-01-01T09:00:00Z'), at('10:00:00'))

  expect(plan.ticks).toHaveLength(1_000)
  // 5964 days after the first one, an even number.
  expect(plan.last).toEqual(at('09:00:00'))
  expect(plan.next?.at).toEqual(new Date('2026-05-03T09:00:00Z'))
})

test('jitter is the same in every process, differs between schedules, and never reaches the next tick', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('*/5 * * * *', '*/20 * * * * *', '0 9 * * 1', '0 0 1 * *'),
      fc.integer({ min: 1, max: 86_400 }),
      fc.uuid(),
      fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
      (cron, jitterSeconds, triggerId, after) => {
        const of = timing(cron, { jitterSeconds }, triggerId)
        const tick = tickAfter(of, after, undefined)
        if (tick === undefined) throw new Error('There is always a next one.')
        const following = nextTick(of.rhythm, tick.at) as Date

        expect(tickAfter(of, after, undefined)).toEqual(tick)
        expect(tick.dueMs).toBeGreaterThanOrEqual(tick.at.getTime())
        expect(tick.dueMs).toBeLessThan(Math.min(following.getTime(), tick.at.getTime() + jitterSeconds * 1000))
      },
    ),
    { numRuns: 200 },
  )
  const shifts = ['a', 'b', 'c', 'd'].map(
    (id) => tickAfter(timing('0 9 * * *', { jitterSeconds: 600 }, id), at('00:00:00'), undefined)?.dueMs,
  )

  expect(new Set(shifts).size).toBe(4)
})

test('whether it is looked at often or seldom, each tick is told once and in order', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('*/5 * * * *', '*/40 * * * * *', '0 * * * *'),
      fc.integer({ min: 0, max: 400 }),
      fc.array(fc.integer({ min: 1, max: 900_000 }), { minLength: 1, maxLength: 12 }),
      (cron, jitterSeconds, pauses) => {
        const of = timing(cron, { jitterSeconds })
        const start = at('09:00:00')
        const seen: Date[] = []
        let next = tickAfter(of, start, undefined)
        let nowMs = start.getTime()
        for (const pause of pauses) {
          nowMs += pause
          if (next === undefined || next.dueMs > nowMs) continue
          const plan = planTicks(of, next.at, new Date(nowMs))
          seen.push(...plan.ticks.map((tick) => tick.at))
          next = plan.next
        }
        const expected: Date[] = []
        for (
          let tick = tickAfter(of, start, undefined);
          tick !== undefined && tick.dueMs <= nowMs;
          tick = tickAfter(of, tick.at, tick.at)
        )
          expected.push(tick.at)

        expect(seen).toEqual(expected)
      },
    ),
    { numRuns: 200 },
  )
})
