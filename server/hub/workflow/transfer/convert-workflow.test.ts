import { expect, test } from 'vitest'
import { catalog } from '#nodes'
import { convertWorkflow } from './convert-workflow.ts'

const node = (name: string, type: string, more: object = {}) => ({
  id: name,
  name,
  type,
  typeVersion: 1,
  position: [0, 0],
  parameters: {},
  ...more,
})
const copied = {
  nodes: [
    node('Call', 'n8n-nodes-base.httpRequest', { typeVersion: 4.2, credentials: { httpHeaderAuth: { id: '7', name: 'Shop' } } }),
    node('Odd', 'n8n-nodes-base.odd', { parameters: { keep: 'me' } }),
  ],
  connections: { Call: { main: [[{ node: 'Odd', type: 'main', index: 0 }]] } },
  meta: { instanceId: 'f'.repeat(64) },
}

test('nodes that were copied in n8n become ours, and go back as they came', () => {
  const { document, n8n } = convertWorkflow({ catalog }, JSON.stringify(copied))

  expect(document.nodes.map(({ type }) => type)).toEqual(['http_request', 'n8n-nodes-base.odd'])
  expect(document.edges).toHaveLength(1)
  expect(n8n).toMatchObject({ nodes: copied.nodes, connections: copied.connections })
})

test('our own nodes are given in the words of n8n', () => {
  const { document } = convertWorkflow({ catalog }, JSON.stringify(copied))

  const again = convertWorkflow({ catalog }, JSON.stringify(document))

  expect(again.document).toEqual(document)
  expect(again.n8n).toMatchObject({ nodes: [{ type: 'n8n-nodes-base.httpRequest' }, { type: 'n8n-nodes-base.odd' }] })
})

test.each([
  ['not json at all', /not valid JSON/],
  ['{"a":1}', /no list "nodes"/],
  [JSON.stringify({ steward: 1, name: 'x', nodes: [{ id: 7 }], edges: [], settings: {} }), /not in order at "nodes.0"/],
  ['['.repeat(5_000), /./],
])('what holds no workflow is refused with the reason: %.20s', (text, reason) => {
  expect(() => convertWorkflow({ catalog }, text)).toThrow(reason)
})
