import type { NodeKind } from '@steward/contract/api/workflow'
import { expect, test } from 'vitest'
import { entriesOf } from './entries.ts'
import { searchEntries } from './search.ts'

const kind = (type: string, title: string, more: Partial<NodeKind> = {}): NodeKind => ({
  type,
  title,
  description: '',
  category: 'core',
  icon: 'globe',
  trigger: null,
  versions: [1],
  effect: 'pure',
  parameters: {},
  ...more,
})
const method = { properties: { method: { enum: ['GET', 'POST', 'DELETE'] } } }
const entries = entriesOf([
  kind('set', 'Edit fields', { category: 'transform' }),
  kind('if', 'If', { category: 'flow' }),
  kind('filter', 'Filter', { category: 'flow' }),
  kind('http_request', 'HTTP request', { effect: null, parameters: method }),
  kind('schedule_trigger', 'Schedule trigger', { trigger: 'schedule' }),
  kind('cron', 'Cron', { trigger: 'schedule' }),
])
const find = (query: string, recent: readonly string[] = []) => searchEntries(entries, query, recent).map(({ title }) => title)

test('a kind is found by its name, by what others call it, and by letters of its name', () => {
  expect(find('if')[0]).toBe('If')
  expect(find('condition')[0]).toBe('If')
  expect(find('curl')[0]).toBe('HTTP request')
  expect(find('htreq')[0]).toBe('HTTP request')
  expect(find('assign')).toEqual(['Edit fields'])
  expect(find('nothing like it')).toEqual([])
})

test('what is set in advance is found by name and says its own effect', () => {
  const [post] = searchEntries(entries, 'http post', [])

  expect(post).toMatchObject({ title: 'HTTP request: POST', effect: 'write', parameters: { method: 'POST' } })
  expect(searchEntries(entries, 'request delete', [])[0]).toMatchObject({ effect: 'delete' })
})

test('what is outdated comes last, and a trailing “trigger” says nothing', () => {
  expect(find('cron')).toEqual(['Schedule trigger', 'Cron'])
  expect(find('schedule trigger')[0]).toBe('Schedule trigger')
})

test('what was used lately comes before its likes', () => {
  expect(find('f', [])[0]).toBe('Filter')
  expect(find('condition', ['filter'])[0]).toBe('Filter')
})

test('two thousand entries are searched within what a key press may take', () => {
  const many = entriesOf(Array.from({ length: 2_000 }, (_, index) => kind(`kind_${index}`, `Kind number ${index}`)))
  const begun = performance.now()

  searchEntries(many, 'number 19', [])

  expect(performance.now() - begun).toBeLessThan(50)
})
