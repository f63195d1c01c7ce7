import { expect, test } from 'vitest'
import { bareView } from './bare-view.ts'
import { createScope, describeNames, evaluate, previewExpression } from './index.ts'
import { extensions } from './extension/extend.ts'
import { viewOf } from './view.fixture.ts'

const scope = createScope(viewOf([{ name: 'Ada', list: [1, 2] }])).at(0)

test('every example says what the evaluator gives', () => {
  const shown = describeNames().flatMap(({ example }) => (example === null ? [] : [example]))

  expect(shown.length).toBeGreaterThan(100)
  expect(shown.filter(({ gives }) => gives === 'undefined')).toEqual([])
  expect(shown.find(({ code }) => code.includes('toTitleCase'))?.gives).toBe('"Hello World"')
})

test('every method of our own is described, and nothing that is described is missing', () => {
  const described = describeNames()
  const left = Object.entries(extensions).flatMap(([type, table]) =>
    Object.keys(table)
      .filter((name) => !described.some((one) => one.of === type.toLowerCase() && one.name === name))
      .map((name) => `${type}.${name}`),
  )

  // Those that give nothing, and other names for the same.
  expect(left).toEqual([
    'Array.toInt',
    'Array.toFloat',
    'Array.toBoolean',
    'Array.toDateTime',
    'Boolean.toDateTime',
    'Date.toBoolean',
    'Date.isEmpty',
    'Date.isNotEmpty',
    'Object.toInt',
    'Object.toFloat',
    'Object.toBoolean',
    'Object.toDateTime',
    'String.toDecimalNumber',
    'String.toWholeNumber',
  ])
  expect(described.find(({ name }) => name === 'fetch' || name === 'process')).toBeUndefined()
})

test('a preview tells type, value and text, and reads no more than it shows', () => {
  expect(previewExpression('={{ $json.name }}', scope)).toMatchObject({ type: 'string', value: 'Ada', text: 'Ada', isCut: false })
  expect(previewExpression('={{ $json.list }}', scope)).toMatchObject({ type: 'array', value: [1, 2], text: '1,2' })
  expect(previewExpression('={{ $now }}', scope)).toMatchObject({ type: 'date' })
  expect(previewExpression('={{ $input }}', scope)).toMatchObject({
    type: 'object',
    fields: expect.arrayContaining(['item', 'all']),
  })
  const huge = previewExpression("={{ numberList(1, 90000).map(n => 'x'.repeat(100)) }}", scope)
  expect(huge).toMatchObject({ type: 'array', isCut: true })
  expect(JSON.stringify(huge).length).toBeLessThan(50_000)
})

test('what is absent says why', () => {
  expect(previewExpression('={{ $json.none }}', scope)).toMatchObject({ type: 'undefined', because: undefined })
  expect(previewExpression('={{ $json.none.deep }}', scope)).toMatchObject({
    type: 'undefined',
    because: expect.stringMatching(/undefined/),
  })
})

test('a mistake is found where it is', () => {
  expect(previewExpression('=Hi {{ 1 + }}', scope)).toMatchObject({ error: { message: 'invalid syntax', at: 11 } })
  expect(previewExpression('={{  }}', scope)).toMatchObject({ error: { at: 3 } })
  expect(previewExpression('={{ $json.name.nope() }}', scope)).toMatchObject({ type: 'undefined', because: expect.any(String) })
})

test('a preview may take a tenth of the steps of an execution, and the next evaluation is not the poorer for it', () => {
  const loop = '={{ numberList(1, 150000).map(n => n + 1).length }}'

  expect(previewExpression(loop, scope)).toMatchObject({ error: { message: expect.stringContaining('too many steps') } })
  expect(evaluate(loop, scope)).toBe(150_000)
})

test('what an expression makes cannot run once the evaluation is over', () => {
  const evil = '={{ ({ toString: () => { while (true) {} }, then: () => 1, a: { valueOf: () => 1 } }) }}'
  const view = bareView([{ json: { a: { b: 1 } } }])

  expect(previewExpression('={{ ({ toString: () => { while (true) {} } }) }}', scope)).toMatchObject({ type: 'object' })
  expect(previewExpression(evil, scope)).toMatchObject({ error: { message: expect.stringContaining('then') } })
  previewExpression("={{ ({ toString: () => { $json.a.b = 2; return '' } }) }}", createScope(view).at(0))
  expect(view.inputs[0]?.[0]?.json).toEqual({ a: { b: 1 } })
})
