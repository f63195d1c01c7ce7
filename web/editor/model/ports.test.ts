import { expect, test } from 'vitest'
import { given } from './given-document.ts'
import { portsOf } from './ports.ts'

const outputs = (type: string, parameters: Record<string, unknown> = {}, settings = {}) => {
  const node = given.node('A', { type, parameters, settings })
  return portsOf(node, undefined, given.document([node])).outputs
}

test('a condition has a true and a false output', () => {
  expect(outputs('if')).toEqual(['true', 'false'])
})

test('a switch has an output per rule, with the names given to them, and a fallback', () => {
  const rules = { values: [{ renameOutput: true, outputKey: 'EU' }, {}] }

  expect(outputs('switch', { rules, options: { fallbackOutput: 'extra' } })).toEqual(['EU', '1', 'fallback'])
})

test('a node that continues on error has an output for errors', () => {
  expect(outputs('set', {}, { onError: 'continueErrorOutput' })).toEqual(['', 'error'])
})

test('a node never has fewer ports than are connected', () => {
  const nodes = [given.node('A', { type: 'x.unknown' }), given.node('B')]
  const document = given.document(nodes, [given.edge('A', 'B', { output: 3, input: 2 })])

  expect(portsOf(nodes[0]!, undefined, document).outputs).toHaveLength(4)
  expect(portsOf(nodes[1]!, undefined, document).inputs).toHaveLength(3)
})

test('model and tool edges make ports of their own', () => {
  const nodes = [given.node('Model'), given.node('Agent')]
  const document = given.document(nodes, [given.edge('Model', 'Agent', { kind: 'ai_languageModel' })])

  expect(portsOf(nodes[1]!, undefined, document)).toMatchObject({ inputs: [''], helpersIn: ['ai_languageModel'] })
})

test('nonsense in the parameters of a switch does not break it', () => {
  expect(outputs('switch', { rules: 7, options: null, mode: 'expression', numberOutputs: -4 })).toEqual([''])
})
