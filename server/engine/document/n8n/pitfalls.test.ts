import { expect, test } from 'vitest'
import type { WorkflowDocument } from '@steward/contract/workflow'
import { checkDocument } from '../check-document.ts'
import { givenCatalog } from '../given-catalog.ts'
import { readWorkflowFile } from '../read-workflow-file.ts'
import type { ReadWorkflow } from '../reading.ts'
import { riskSheet } from '../risk-sheet.ts'
import { toN8n } from './write-workflow.ts'

const settings = { executionOrder: 'v1' }

function node(name: string, type = 'set', more: object = {}) {
  return { id: `id of ${name}`, name, type: `n8n-nodes-base.${type}`, typeVersion: 1, position: [0, 0], parameters: {}, ...more }
}

const to = (name: string, index: unknown = 0) => ({ node: name, type: 'main', index })

function readAll(file: unknown): ReadWorkflow[] {
  let made = 0
  const read = readWorkflowFile(typeof file === 'string' ? file : JSON.stringify(file), givenCatalog, {
    makeId: () => `made ${++made}`,
  })
  if ('problem' in read) throw new Error(read.problem)
  return read.workflows
}

function read(file: unknown): ReadWorkflow {
  const [first] = readAll(file)
  if (first === undefined) throw new Error('no workflow')
  return first
}

/** Edges by name, as `A.0 → B.0`. */
function drawn({ nodes, edges }: WorkflowDocument): string[] {
  const nameOf = (id: string) => nodes.find((one) => one.id === id)?.name
  return edges.map(
    ({ from, to, kind }) =>
      `${nameOf(from.node)}.${from.output} → ${nameOf(to.node)}.${to.input}${kind === 'main' ? '' : ` (${kind})`}`,
  )
}

test('1: names with quotes, dots, brackets and any script work as keys', () => {
  const names = [`It's "odd"`, 'a.b[0]', 'Größe 数 🚚', 'constructor', 'toString', ' spaced ']
  const nodes = names.map((name) => node(name))
  const connections = Object.fromEntries(names.slice(1).map((name, index) => [names[index], { main: [[to(name)]] }]))

  const { document, notices } = read({ name: 'n', nodes, connections, settings })

  expect(document.nodes.map((one) => one.name)).toEqual(names)
  expect(drawn(document)).toEqual(names.slice(1).map((name, index) => `${names[index]}.0 → ${name}.0`))
  expect(notices).toEqual([])
})

test('2: connections from or to a missing node are left out, with a notice each', () => {
  const { document, notices } = read({
    nodes: [node('A'), node('B')],
    connections: { A: { main: [[to('Gone'), to('B'), to('Gone')]] }, Ghost: { main: [[to('B')]] } },
    settings,
  })

  expect(drawn(document)).toEqual(['A.0 → B.0'])
  expect(notices).toEqual([
    '2 connections name the node "Gone", which does not exist, and were left out.',
    'A connection names the node "Ghost", which does not exist, and was left out.',
  ])
})

test('3: outputs that are null lead nowhere and do not move the others', () => {
  const { document } = read({
    nodes: [node('A', 'if'), node('B')],
    connections: { A: { main: [null, [null, to('B')], null] } },
    settings,
  })

  expect(drawn(document)).toEqual(['A.1 → B.0'])
})

test('3: an input index may be absent, a text or nonsense', () => {
  const targets = [{ node: 'B' }, to('B', '1'), to('B', null), to('B', 1e9), to('B', -1), to('B', 'x'), 7, { type: 'main' }]

  const { document, notices } = read({
    nodes: [node('A'), node('B', 'merge')],
    connections: { A: { main: [targets] } },
    settings,
  })

  expect(drawn(document)).toEqual(['A.0 → B.0', 'A.0 → B.1', 'A.0 → B.0'])
  expect(notices).toEqual(['5 connections make no sense and could not be kept.'])
})

test('4: a missing or repeated id is made anew, and a webhook gets its webhook id', () => {
  const { document } = read({
    nodes: [node('A', 'webhook', { id: undefined }), node('B', 'set', { id: 'x' }), node('C', 'set', { id: 'x' })],
    settings,
  })

  expect(document.nodes.map((one) => one.id)).toEqual(['made 2', 'x', 'made 3'])
  expect(document.nodes.map((one) => one.webhookId)).toEqual(['made 1', undefined, undefined])
})

test('4: a webhook keeps the webhook id it has', () => {
  expect(read({ nodes: [node('A', 'webhook', { webhookId: 'mine' })], settings }).document.nodes[0]?.webhookId).toBe('mine')
})

test('5: a version is kept; unknown ones are told and a missing one is 1', () => {
  const { document } = read({
    nodes: [
      node('A', 'set', { typeVersion: undefined }),
      node('B', 'set', { typeVersion: 99 }),
      node('C', 'if', { typeVersion: 0.5 }),
    ],
    settings,
  })

  const { problems } = checkDocument(document, givenCatalog)

  expect(document.nodes.map((one) => one.version)).toEqual([1, 99, 0.5])
  expect(problems).toContainEqual(expect.stringContaining('"B" has version 99 of Edit fields, which is newer'))
  expect(problems).toContainEqual(expect.stringContaining('"C" has version 0.5 of If, which is not one of the known versions'))
})

test('6: code keeps its text, whatever it begins with', () => {
  const parameters = { jsCode: '=== not an expression\nreturn "={{ $json.a }}"' }

  expect(read({ nodes: [node('A', 'code', { parameters })], settings }).document.nodes[0]?.parameters).toEqual(parameters)
})

test('7: resource locators and plain ids are both kept as they are and both understood', () => {
  const locator = { __rl: true, mode: 'list', value: 'w1', cachedResultName: 'Other' }

  const { document, notices } = read({
    nodes: [
      node('A', 'executeWorkflow', { parameters: { workflowId: locator } }),
      node('B', 'executeWorkflow', { parameters: { workflowId: 'w2' } }),
    ],
    settings,
  })

  expect(document.nodes.map((one) => one.parameters['workflowId'])).toEqual([locator, 'w2'])
  expect(notices.map((notice) => /the workflow (\w+)/.exec(notice)?.[1])).toEqual(['w1', 'w2'])
})

test('8: a disabled node stays in its branch and does nothing outside', () => {
  const { document } = read({
    nodes: [node('A'), node('B', 'httpRequest', { disabled: true }), node('C')],
    connections: { A: { main: [[to('B')]] }, B: { main: [[to('C')]] } },
    settings,
  })

  expect(document.nodes[1]?.settings.disabled).toBe(true)
  expect(drawn(document)).toEqual(['A.0 → B.0', 'B.0 → C.0'])
  expect(riskSheet(document, givenCatalog).map((line) => line.node)).toEqual(['A', 'C'])
})

test('9: of several nodes with one name the last keeps it, with its connections, as in n8n', () => {
  const { document, notices } = read({
    nodes: [
      node('Set', 'set', { id: '1' }),
      node('Set', 'set', { id: '2' }),
      node('End', 'set', { parameters: { a: "={{ $('Set').item.json.a }}" } }),
    ],
    connections: { Set: { main: [[to('End')]] } },
    settings,
  })

  expect(document.nodes.map((one) => one.name)).toEqual(['Set 1', 'Set', 'End'])
  expect(document.edges).toEqual([{ from: { node: '2', output: 0 }, to: { node: 'id of End', input: 0 }, kind: 'main' }])
  expect(notices).toEqual(['Several nodes are called "Set"; one of them is now "Set 1".'])
})

test('9: when a name cannot be kept, connections, pins, expressions and code follow the new one', () => {
  const long = `${'n'.repeat(300)}'s`
  const short = 'n'.repeat(255)
  const quoted = long.replace("'", "\\'")

  const { document } = read({
    nodes: [
      node(long, 'set', { id: '1' }),
      node('B', 'code', {
        parameters: {
          value: `={{ $('${quoted}').item.json.a + $node["${long}"].json.b }}`,
          text: `$("${long}")`,
          jsCode: `$items("${long}")`,
        },
      }),
    ],
    connections: { [long]: { main: [[to('B')]] } },
    pinData: { [long]: [{ json: { a: 1 } }] },
    settings,
  })

  expect(drawn(document)).toEqual([`${short}.0 → B.0`])
  expect(Object.keys(document.pins ?? {})).toEqual([short])
  expect(document.nodes[1]?.parameters).toEqual({
    value: `={{ $('${short}').item.json.a + $node["${short}"].json.b }}`,
    text: `$("${long}")`,
    jsCode: `$items("${short}")`,
  })
})

test('9: a node without a name gets one that no other has', () => {
  const { document } = read({
    nodes: [node('', 'set'), node('Edit fields', 'set'), { type: 'n8n-nodes-base.telepathy' }, {}],
    settings,
  })

  expect(document.nodes.map((one) => one.name)).toEqual(['Edit fields 1', 'Edit fields', 'telepathy', 'Node'])
})

test('10: a cycle is kept as it is drawn', () => {
  const { document } = read({
    nodes: [node('A'), node('B', 'if')],
    connections: { A: { main: [[to('B')]] }, B: { main: [[to('A')], [to('B')]] } },
    settings,
  })

  expect(drawn(document)).toEqual(['A.0 → B.0', 'B.0 → A.0', 'B.1 → B.0'])
})

test('11: the order of nodes is kept; where it is absent it is v0, and a notice says so', () => {
  const orderOf = (given: object | undefined) => read({ nodes: [node('A')], settings: given })

  expect(orderOf({ executionOrder: 'v1' }).document.settings).toEqual({ executionOrder: 'v1' })
  expect(orderOf({ executionOrder: 'v0' }).notices).toEqual([])
  for (const given of [undefined, {}, { executionOrder: null }]) {
    const { document, notices } = orderOf(given)
    expect(document.settings.executionOrder).toBe('v0')
    expect(notices).toEqual([expect.stringContaining('v0')])
  }
})

test('12: pinned data is kept by node, apart from what runs, and wrapped where it has no json', () => {
  const { document, notices } = read({ nodes: [node('A')], pinData: { A: [{ json: { a: 1 } }, { b: 2 }], Gone: [] }, settings })

  expect(document.pins).toEqual({ A: [{ json: { a: 1 } }, { json: { b: 2 } }] })
  expect(document.nodes[0]?.parameters).toEqual({})
  expect(notices).toEqual([
    'Pinned data of "Gone" was left out: there is no such node.',
    expect.stringContaining('only executions started by hand'),
  ])
})

test('13: credentials become connections by kind, and a notice asks to choose', () => {
  const slack = { slackApi: { id: '7', name: 'Our Slack' } }

  const { document, notices } = read({
    nodes: [
      node('A', 'slack', { credentials: slack }),
      node('B', 'slack', { credentials: slack }),
      node('C', 'slack', { credentials: { slackApi: 'By name' } }),
    ],
    settings,
  })

  expect(document.nodes.map((one) => one.connections)).toEqual([slack, slack, { slackApi: { id: null, name: 'By name' } }])
  expect(notices.slice(0, 2)).toEqual([
    'Choose a connection of kind slackApi for "A", "B"; in n8n it was "Our Slack". Secrets are not part of an export.',
    'Choose a connection of kind slackApi for "C"; in n8n it was "By name". Secrets are not part of an export.',
  ])
  expect(checkDocument(document, givenCatalog).problems).toContain('"C" needs a connection of kind slackApi, and none is chosen.')
})

test('14: sticky notes are kept and neither counted nor run', () => {
  const parameters = { content: '# Hello', width: 300, color: 4 }

  const { document } = read({ nodes: [node('Note', 'stickyNote', { parameters }), node('A', 'manualTrigger')], settings })

  expect(document.nodes[0]).toMatchObject({ type: 'note', parameters })
  expect(checkDocument(document, givenCatalog)).toEqual({ problems: [], placeholders: [], supported: 1, nodes: 1 })
  expect(riskSheet(document, givenCatalog).map((line) => line.node)).toEqual(['A'])
})

test('15: unknown keys of settings, node and workflow survive the way there and back', () => {
  const file = {
    name: 'n',
    versionId: 'v',
    meta: { instanceId: 'i' },
    active: true,
    nodes: [{ ...node('A'), rewireOutputLogTo: 'x' }],
    connections: {},
    settings: { executionOrder: 'v1', callerPolicy: 'any', timezone: 'DEFAULT', saveManualExecutions: true },
  }

  const { document } = read(file)

  expect(document.settings.extra).toEqual({ callerPolicy: 'any', timezone: 'DEFAULT', saveManualExecutions: true })
  expect(toN8n(document, givenCatalog)).toEqual(file)
})

test('16: a byte-order mark is no obstacle', () => {
  expect(read(`\uFEFF${JSON.stringify({ name: 'n', nodes: [node('A')], settings })}`).document.name).toBe('n')
})

test('16: broken JSON is told with line and column', () => {
  const problem = (text: string) => readWorkflowFile(text, givenCatalog)

  expect(problem('{\n  "name": "n",\n  "nodes": [,]\n}')).toEqual({
    problem: 'The file is not valid JSON: "," was not expected in line 3, column 13.',
  })
  expect(problem('{"nodes": [')).toEqual({ problem: 'The file is not valid JSON: it ends too early, in line 1, column 12.' })
  expect(problem('{"a": tru}')).toEqual({ problem: 'The file is not valid JSON: "t" was not expected in line 1, column 7.' })
  expect(problem(' \n ')).toEqual({ problem: 'The file is empty.' })
})

test('17: a workflow is found in a list, in a wrapper and in text inside JSON', () => {
  const plain = { name: 'n', nodes: [node('A')], connections: {}, settings }
  const wrapped = [
    [plain],
    { workflow: plain },
    { data: plain },
    { data: [plain] },
    JSON.stringify(plain),
    { workflow: { workflow: plain } },
  ]

  for (const file of wrapped) expect(read(JSON.stringify(file)).document.nodes[0]?.name).toBe('A')
  expect(
    read({ ...plain, nodes: JSON.stringify(plain.nodes), connections: '{}', settings: JSON.stringify(settings) }).document,
  ).toEqual(read(plain).document)
  expect(readAll([plain, { workflow: plain }]).length).toBe(2)
})

test('17: a record of a library that lists kinds of node beside the workflow gives the workflow, under its name', () => {
  const file = {
    name: 'From the library',
    nodes: [{ displayName: 'Set', typeVersion: 1 }],
    workflow: { nodes: [node('A')], connections: {}, settings },
  }

  const { document } = read(file)

  expect([document.name, document.nodes.map((one) => one.name)]).toEqual(['From the library', ['A']])
})

test('17: a broken entry of a list does not stop the others', () => {
  const result = readWorkflowFile(JSON.stringify([{ nodes: [node('A')] }, { hello: 1 }]), givenCatalog)

  expect(result).toMatchObject({
    workflows: [{}],
    skipped: ['Entry 2 was left out: The file is JSON, but not a workflow: it has no list "nodes".'],
  })
})

test('18: an If of version 2 with the conditions of version 1 is kept as it is', () => {
  const parameters = { conditions: { string: [{ value1: '={{ $json.a }}', operation: 'isNotEmpty' }] } }

  const { document } = read({ nodes: [node('A', 'if', { typeVersion: 2, parameters })], settings })

  expect(document.nodes[0]).toMatchObject({ type: 'if', version: 2, parameters })
})

test('19: old names of operations inside a new filter are kept as they are', () => {
  const parameters = {
    conditions: {
      combinator: 'and',
      conditions: [{ leftValue: 1, rightValue: 2, operator: { type: 'number', operation: 'larger' } }],
    },
  }

  const { document } = read({ nodes: [node('A', 'if', { typeVersion: 2.2, parameters })], settings })

  expect(document.nodes[0]?.parameters).toEqual(parameters)
})

test('20: ids of other workflows get a notice, expressions do not', () => {
  const { notices } = read({
    nodes: [
      node('A', 'executeWorkflow', { parameters: { workflowId: 'w1' } }),
      node('B', 'executeWorkflow', { parameters: { workflowId: '={{ $json.id }}' } }),
    ],
    settings: { ...settings, errorWorkflow: 'w9' },
  })

  expect(notices).toEqual([
    expect.stringContaining('for its errors'),
    '"A" calls the workflow w1 by its id in n8n; import that one too and choose it again.',
  ])
})

test('21: edges of the kind "error" are kept, not mistaken for main ones, and told', () => {
  const { document, notices } = read({
    nodes: [node('A'), node('B')],
    connections: { A: { error: [[{ node: 'B', type: 'main', index: 0 }]] } },
    settings,
  })

  expect(drawn(document)).toEqual(['A.0 → B.0 (error)'])
  expect(notices).toEqual([expect.stringContaining('kind "error"')])
})
