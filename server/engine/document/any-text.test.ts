import fc from 'fast-check'
import { Compile } from 'typebox/compile'
import { expect, test } from 'vitest'
import { WorkflowDocument } from '@steward/contract/workflow'
import { checkDocument } from './check-document.ts'
import { givenCatalog } from './given-catalog.ts'
import { importLines } from './import-line.ts'
import { findJsonFault } from './json-fault.ts'
import { toN8n } from './n8n/write-workflow.ts'
import { readWorkflowFile } from './read-workflow-file.ts'
import { riskSheet } from './risk-sheet.ts'

const checker = Compile(WorkflowDocument)

/** Names that collide with each other and with what every object inherits. */
const name = fc.constantFrom('A', 'B', 'A 1', '', ' ', 'constructor', '__proto__', 'hasOwnProperty', "it's", 'x'.repeat(300))
const odd = fc.jsonValue({ maxDepth: 3 })
const either = <T>(expected: fc.Arbitrary<T>) => fc.oneof({ weight: 6, arbitrary: expected }, { weight: 1, arbitrary: odd })
const type = fc.constantFrom(
  'n8n-nodes-base.set',
  'n8n-nodes-base.function',
  'n8n-nodes-base.stickyNote',
  'n8n-nodes-base.httpRequest',
  '@n8n/n8n-nodes-langchain.agent',
  'set',
)
const target = either(
  fc.record({ node: either(name), type: either(fc.constant('main')), index: either(fc.nat(3)) }, { requiredKeys: [] }),
)
const outputs = either(fc.array(fc.option(either(fc.array(target, { maxLength: 3 }))), { maxLength: 3 }))
const node = either(
  fc.record(
    {
      id: either(fc.constantFrom('1', '2', '3')),
      name: either(name),
      type: either(type),
      typeVersion: either(fc.constantFrom(1, 2, 3.4)),
      position: either(fc.tuple(fc.integer(), fc.integer())),
      parameters: either(fc.dictionary(fc.string(), odd, { maxKeys: 3 })),
      credentials: odd,
      disabled: either(fc.boolean()),
      onError: either(fc.constantFrom('continueErrorOutput', 'stopWorkflow')),
      waitBetweenTries: either(fc.nat()),
    },
    { requiredKeys: [] },
  ),
)
const workflow = fc.record(
  {
    name: either(name),
    nodes: either(fc.array(node, { maxLength: 5 })),
    connections: either(
      fc.dictionary(name, either(fc.dictionary(fc.constantFrom('main', 'ai_tool', '__proto__'), outputs, { maxKeys: 2 })), {
        maxKeys: 4,
      }),
    ),
    settings: odd,
    pinData: either(fc.dictionary(name, odd)),
    staticData: odd,
    tags: odd,
    meta: odd,
    description: odd,
  },
  { requiredKeys: ['nodes'] },
)

function readAll(text: string) {
  const read = readWorkflowFile(text, givenCatalog)
  if (!('problem' in read)) return read.workflows.map(({ document }) => document)
  expect(read.problem).toMatch(/\S.*\.$/s)
  return []
}

test('any JSON gives a document in order or a sentence', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        workflow.map((value) => JSON.stringify(value)),
      ),
      (text) => {
        for (const document of readAll(text)) {
          expect([...checker.Errors(document)]).toEqual([])
          expect(new Set(document.nodes.map((one) => one.name)).size).toBe(document.nodes.length)
          expect(new Set(document.nodes.map((one) => one.id)).size).toBe(document.nodes.length)
          expect(checkDocument(document, givenCatalog).nodes).toBe(document.nodes.filter((one) => one.type !== 'note').length)
          riskSheet(document, givenCatalog)
        }
      },
    ),
    { numRuns: 1500 },
  )
})

test('any text at all gives lines and never a crash', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(importLines('f.json', text, givenCatalog).length).toBeGreaterThan(0)
    }),
  )
})

test('what came from n8n and went back says the same when it is read again', () => {
  fc.assert(
    fc.property(workflow, (value) => {
      for (const first of readAll(JSON.stringify(value))) {
        const [second] = readAll(JSON.stringify(toN8n(first, givenCatalog)))
        expect(second).toEqual(first)
      }
    }),
    { numRuns: 1000 },
  )
})

test('a document of our own reads back as it was written', () => {
  fc.assert(
    fc.property(workflow, (value) => {
      for (const document of readAll(JSON.stringify(value))) expect(readAll(JSON.stringify(document))).toEqual([document])
    }),
  )
})

test('the place of a fault is where JSON.parse stops', () => {
  fc.assert(
    fc.property(
      fc.json({ maxDepth: 3 }),
      fc.nat(),
      fc.constantFrom('', '}', ']', ',', ':', '"', 'x', '\n', '\\', '0'),
      (json, seed, junk) => {
        const at = seed % (json.length + 1)
        const text = json.slice(0, at) + junk + json.slice(at + 1)
        const fault = findJsonFault(text)
        let position: number | undefined
        try {
          JSON.parse(text)
          expect(fault).toBe(text.length)
        } catch (error) {
          position = Number(/at position (\d+)/.exec((error as Error).message)?.[1] ?? Number.NaN)
        }
        expect(fault).toBeLessThanOrEqual(text.length)
        // Inside a text JSON.parse names the character, we name where the text begins.
        if (position !== undefined && !Number.isNaN(position)) expect(fault).toBeLessThanOrEqual(position)
      },
    ),
  )
})

test('a fault at the end of a large file is found too', () => {
  for (const large of ['x'.repeat(5_000_000), String.raw`\n`.repeat(3_000_000)]) {
    const text = `{"a":"${large}",\noops}`

    expect(readWorkflowFile(text, givenCatalog)).toEqual({
      problem: 'The file is not valid JSON: "o" was not expected in line 2, column 1.',
    })
  }
})

test('keys that would reach the prototype are harmless', () => {
  const text =
    '{"nodes":[{"name":"A","type":"x","parameters":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}],"__proto__":{"polluted":1},"connections":{"__proto__":{"main":[]}}}'

  const [document] = readAll(text)

  expect(Object.keys(document?.nodes[0]?.parameters ?? {})).toEqual(['constructor'])
  expect(({} as { polluted?: number }).polluted).toBeUndefined()
  expect((document?.nodes[0]?.parameters as { polluted?: number } | undefined)?.polluted).toBeUndefined()
})

test('nesting without end is refused in words, as JSON and as text inside JSON', () => {
  const deep = `${'['.repeat(500_000)}${']'.repeat(500_000)}`
  let wrapped: unknown = { nodes: [] }
  for (let level = 0; level < 50; level++) wrapped = { data: wrapped }

  expect(readWorkflowFile(deep, givenCatalog)).toEqual({
    problem: 'The JSON is nested more than 200 levels deep, which no workflow is.',
  })
  expect(readWorkflowFile(JSON.stringify(wrapped), givenCatalog)).toHaveProperty('problem')
  expect(readWorkflowFile(`{"nodes":${JSON.stringify(deep)}}`, givenCatalog)).toHaveProperty('problem')
})

test('five thousand nodes of one name are told apart', () => {
  const nodes = Array.from({ length: 5000 }, (_, index) => ({
    name: 'Same',
    type: 'n8n-nodes-base.set',
    parameters: { a: `={{ $('Same').item.json.n${index} }}` },
  }))

  expect(readAll(JSON.stringify({ nodes, connections: {} }))[0]?.nodes.length).toBe(5000)
})
