import { expect, test } from 'vitest'
import type { WorkflowDocument } from '@steward/contract/workflow'
import { checkDocument } from './check-document.ts'
import { givenCatalog } from './given-catalog.ts'
import { importLines } from './import-line.ts'
import { readInlineWorkflow, readWorkflowFile } from './read-workflow-file.ts'
import { riskSheet } from './risk-sheet.ts'

function documentOf(type: string, parameters: object, more: object = {}): WorkflowDocument {
  const text = JSON.stringify({
    steward: 1,
    name: 'w',
    nodes: [{ id: '1', name: 'N', type, version: 1, position: [0, 0], parameters, settings: {}, ...more }],
    edges: [],
    settings: { executionOrder: 'v1' },
  })
  const read = readWorkflowFile(text, givenCatalog)
  if ('problem' in read) throw new Error(read.problem)
  return read.workflows[0]!.document
}

const effectOf = (type: string, parameters: object = {}) => riskSheet(documentOf(type, parameters), givenCatalog)[0]

test('a class told per call is read from the parameters as they stand', () => {
  const url = 'https://api.example.com/x'

  expect(effectOf('http_request', { url })).toMatchObject({ class: 'read', target: 'api.example.com' })
  expect(effectOf('http_request', { url, method: 'POST' })?.class).toBe('write')
  expect(effectOf('http_request', { url, method: '=DELETE' })?.class).toBe('delete')
})

test('where an expression decides, the strongest class it could give is shown', () => {
  expect(effectOf('http_request', { method: '={{ $json.method }}', url: '={{ $json.url }}' })).toMatchObject({
    class: 'delete',
    target: null,
  })
})

test('the effect of an unknown type is guessed from its name and operation', () => {
  const guesses: [string, object, string][] = [
    ['n8n-nodes-base.gmailTrigger', {}, 'pure'],
    ['n8n-nodes-base.slack', {}, 'send'],
    ['n8n-nodes-base.telegram', { operation: 'deleteMessage' }, 'delete'],
    ['n8n-nodes-base.gmail', { operation: 'getAll' }, 'read'],
    ['n8n-nodes-base.emailSend', {}, 'send'],
    ['n8n-nodes-base.postgres', {}, 'write'],
    ['n8n-nodes-base.postgres', { operation: 'select' }, 'read'],
    ['n8n-nodes-base.googleSheets', { operation: 'append' }, 'write'],
    ['n8n-nodes-base.googleSheets', { operation: '={{ $json.o }}' }, 'write'],
    ['n8n-nodes-base.stripe', { operation: 'create' }, 'pay'],
    ['n8n-nodes-base.executeCommand', { operation: 'get' }, 'execute'],
    ['n8n-nodes-base.ssh', {}, 'execute'],
    ['@n8n/n8n-nodes-langchain.lmChatOpenAi', {}, 'read'],
    ['@n8n/n8n-nodes-langchain.memoryBufferWindow', {}, 'pure'],
    ['@someone/n8n-nodes-odd.oddity', {}, 'write'],
  ]

  expect(guesses.map(([type, parameters]) => effectOf(type, parameters)?.class)).toEqual(guesses.map(([, , effect]) => effect))
})

test('a guess is told as a guess', () => {
  const { problems, placeholders, supported } = checkDocument(documentOf('n8n-nodes-base.slack', {}), givenCatalog)

  expect({ placeholders, supported }).toEqual({ placeholders: ['n8n-nodes-base.slack'], supported: 0 })
  expect(problems).toContainEqual(expect.stringContaining('their effect (send) is guessed from the name'))
})

test('Python, an unusable trigger and a missing connection are problems', () => {
  const problem = (document: WorkflowDocument) => checkDocument(document, givenCatalog).problems.at(-1)

  expect(problem(documentOf('code', { language: 'pythonNative' }))).toContain('written in Python')
  expect(problem(documentOf('webhook', { path: ' ' }))).toBe('"N" cannot be activated: The path is empty.')
  expect(
    problem(documentOf('http_request', { authentication: 'genericCredentialType', genericAuthType: 'httpHeaderAuth' })),
  ).toBe('"N" needs a connection of kind httpHeaderAuth, and none is chosen.')
})

test('a workflow without nodes or without a trigger says so', () => {
  expect(checkDocument({ ...documentOf('set', {}), nodes: [] }, givenCatalog).problems).toEqual(['The workflow has no nodes.'])
  expect(checkDocument(documentOf('set', {}), givenCatalog).problems).toEqual([expect.stringContaining('No trigger')])
})

test('a document of our own that is not in order is refused with the place', () => {
  const read = (change: object) => importLines('f.json', JSON.stringify({ ...documentOf('set', {}), ...change }), givenCatalog)[0]
  const [node] = documentOf('set', {}).nodes

  expect(read({ nodes: [{ ...node, version: 'one' }] })).toMatchObject({
    ok: false,
    problems: [expect.stringContaining('"nodes.0.version"')],
  })
  expect(read({ nodes: [node, { ...node, id: '2' }] })?.problems).toEqual([
    'Two nodes are called "N"; expressions could not tell them apart.',
  ])
  expect(read({ nodes: [node, { ...node, name: 'M' }] })?.problems).toEqual(['Two nodes have the id "1".'])
  expect(read({ steward: 7 })?.problems).toEqual([expect.stringContaining('written by a newer version')])
  expect(read({ edges: [{ from: { node: '1', output: 0 }, to: { node: '9', input: 0 }, kind: 'main' }] })).toMatchObject({
    ok: true,
    notices: [expect.stringContaining('left out')],
  })
})

test('a workflow inside a parameter is read as text and as an object, in both formats', () => {
  const ours = documentOf('set', {})
  const theirs = { name: 'w', nodes: [{ name: 'N', type: 'n8n-nodes-base.set' }], connections: {} }

  for (const value of [ours, JSON.stringify(ours), theirs, JSON.stringify(theirs)]) {
    expect(readInlineWorkflow(value, givenCatalog)).toMatchObject({ document: { nodes: [{ name: 'N', type: 'set' }] } })
  }
  for (const value of [undefined, null, 5, 'no', {}]) expect(readInlineWorkflow(value, givenCatalog)).toHaveProperty('problem')
})
