import { expect, test } from 'vitest'
import { emptyDraft, faultOf, localTime, readDraft, sharedBody } from './draft.ts'

const whole = {
  ...emptyDraft,
  instanceId: 'i',
  database: 'shop',
  text: 'select 1',
  recipients: [{ id: 'p', name: 'Jonas' }],
  statementMs: 500,
}
const now = new Date('2026-11-21T12:00:00Z')

test('what was typed comes back as it was', () => {
  expect(readDraft(JSON.stringify(whole))).toEqual(whole)
})

test('what is no draft, or a broken one, is survived', () => {
  expect(readDraft(null)).toBeUndefined()
  expect(readDraft('{"text":')).toBeUndefined()
  expect(readDraft('7')).toBeUndefined()
  expect(readDraft('{"text":"select 1","recipients":[{"id":1},null],"rows":"many","form":"undo"}')).toEqual({
    ...emptyDraft,
    text: 'select 1',
  })
})

test('the first thing that is missing is named', () => {
  expect(faultOf(emptyDraft, now)).toBe('instance')
  expect(faultOf({ ...whole, database: null }, now)).toBe('database')
  expect(faultOf({ ...whole, text: ' \n' }, now)).toBe('text')
  expect(faultOf({ ...whole, ticketUrl: 'javascript:alert(1)' }, now)).toBe('ticket')
  expect(faultOf({ ...whole, scheduleAt: '2001-01-01T10:00' }, now)).toBe('schedule')
  expect(faultOf({ ...whole, scheduleAt: 'soon' }, now)).toBe('schedule')
  expect(faultOf(whole, now)).toBeUndefined()
})

test('a time goes to the server as the moment that the person meant', () => {
  const at = '2026-12-24T18:30:00.000Z'
  expect(sharedBody({ ...whole, scheduleAt: localTime(at) }).scheduleAt).toBe(at)
  expect(sharedBody(whole)).toEqual({
    text: 'select 1',
    comments: null,
    ticketUrl: null,
    recipients: ['p'],
    scheduleAt: null,
  })
})
