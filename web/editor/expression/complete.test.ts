import type { ExpressionName, PreviewResult } from '@steward/contract/api/preview'
import { CompletionContext, type CompletionResult } from '@codemirror/autocomplete'
import { EditorState } from '@codemirror/state'
import { expect, test } from 'vitest'
import { completeExpression } from './complete.ts'
import { codeBefore } from './regions.ts'

const name = (of: string | null, label: string, after = '', rank = 0): ExpressionName => ({
  name: label,
  of,
  signature: `${label}${after}`,
  text: '',
  example: null,
  rank,
})
const known = [
  name(null, '$json'),
  name(null, '$', "('Node')"),
  name('string', 'toTitleCase', '()'),
  name('string', 'length', '', 1),
  name('array', 'first', '()'),
  name('node', 'item'),
]
const items: Record<string, unknown> = {
  '={{ $json }}': { name: 'Ada', 'odd name': 1, order: { lines: [1] } },
  '={{ $json.name }}': 'Ada',
  '={{ $json.order.lines }}': [1],
}
const asked: string[] = []
const source = completeExpression(
  {
    names: () => Promise.resolve(known),
    preview: (text): Promise<PreviewResult> => {
      asked.push(text)
      const value = items[text]
      const type = Array.isArray(value) ? 'array' : typeof value
      return Promise.resolve({ key: '', type, text: '', isCut: false, ...(value === undefined ? {} : { value }) })
    },
    nodes: () => ({ before: ['Get order', 'Start'], others: ['Later'] }),
  },
  ({ pos, state }) => codeBefore(state.doc.toString(), pos),
)

/** Completes at the bar. */
async function offered(text: string, explicit = false): Promise<CompletionResult | null> {
  const pos = text.indexOf('|')
  const state = EditorState.create({ doc: text.replace('|', '') })
  return await source(new CompletionContext(state, pos, explicit))
}
const labels = async (text: string) => (await offered(text))?.options.map(({ label }) => label)

test('after $json come the fields of the real item, with their values, and after a value the methods of its type', async () => {
  const fields = await offered('={{ $json.| }}')

  expect(fields?.options.map(({ label, detail }) => [label, detail])).toEqual([
    ['name', 'Ada'],
    ['odd name', '1'],
    ['order', '{"lines":[1]}'],
  ])
  expect(await labels('={{ $json.name.to| }}')).toEqual(['toTitleCase', 'length'])
  expect(await labels('={{ 1 + $json.order.lines.f| }}')).toEqual(['first'])
  expect(asked).toContain('={{ $json.order.lines }}')
})

test('nodes are offered by name, those before first, and the members of a node without asking', async () => {
  expect(await labels("={{ $('|")).toEqual(['Get order', 'Start', 'Later'])
  expect(await labels("={{ $('Get order').|")).toEqual(['item'])
})

test('keys are offered in brackets', async () => {
  expect(await labels('={{ $json["o|"] }}')).toEqual(['name', 'odd name', 'order'])
})

test('names are offered where one may begin, and nothing in text', async () => {
  expect(await labels('={{ |')).toEqual(['$json', '$', "$('Get order')", "$('Start')"])
  expect(await offered('plain $js|')).toBeNull()
  expect(await offered("={{ 'some te|xt' }}")).toBeNull()
  expect(await offered('={{ nobody.knows() + |', false)).toBeNull()
})
