import type { WorkflowDocument } from '@steward/contract/workflow'
import { givenWorkflow } from '../server/test/given-workflow.ts'

type To = Readonly<Record<string, readonly [output: number, input: number]>>

export type Shape = {
  /** Of its workflow, and the path of its webhook. */
  readonly name: string
  readonly document: WorkflowDocument
  /** Nodes that write to the outside, once each in every execution that completes. */
  readonly writes: readonly string[]
  /** A read, and the write that comes after it: once the write has been called, the read is stored and never made again. */
  readonly order: readonly (readonly [read: string, write: string])[]
}

const hook = (path: string, to: To) => ({
  name: 'Hook',
  type: 'webhook',
  version: 2,
  parameters: { httpMethod: 'POST', path, responseMode: 'onReceived' },
  to,
})
const keep = (name: string, to: To = {}) => ({
  name,
  type: 'set',
  version: 3.4,
  parameters: {
    assignments: { assignments: [{ id: '1', name: 'node', type: 'string', value: name }] },
    includeOtherFields: true,
    options: {},
  },
  to,
})
const http =
  (method: 'GET' | 'POST', path: string) =>
  (name: string, to: To = {}) => ({
    name,
    type: 'http_request',
    version: 4.2,
    parameters: {
      method,
      url: `={{ $env.PEER }}${path}?node=${name}&key={{ $('Hook').first().json.body.key }}`,
      options: {},
    },
    to,
  })
/** Reads are harmless to repeat, so they are, as a person would set it. */
const read = (name: string, to: To = {}) => ({ ...http('GET', '/read')(name, to), settings: tryAgain })
const tryAgain = { retryOnFail: true, maxTries: 5, waitBetweenTriesMs: 200 }
/** What may have happened is not done again, as it would be by `retryOnFail`: a person is asked. */
const tryCarefully = { retry: { maxTries: 5, backoff: 'fixed' as const, initialMs: 200 } }
const write = http('POST', '/write')
const wait = (seconds: number, to: To) => ({
  name: 'Wait',
  type: 'wait',
  version: 1.1,
  parameters: { amount: seconds, unit: 'seconds' },
  to,
})

/** Executed by others; its writes have names of their own. */
export const child: WorkflowDocument = givenWorkflow(
  [
    { name: 'Hook', type: 'execute_workflow_trigger', version: 1, to: { ChildFirst: [0, 0] } },
    write('ChildFirst', { Wait: [0, 0] }),
    wait(1, { ChildLast: [0, 0] }),
    write('ChildLast'),
  ],
  { name: 'child' },
)

export const shapesOf = (childId: string): readonly Shape[] => [
  shape('pure', [hook('pure', { One: [0, 0] }), keep('One', { Two: [0, 0] }), keep('Two', { Three: [0, 0] }), keep('Three')]),
  shape('read', [hook('read', { One: [0, 0] }), read('One', { Two: [0, 0] }), read('Two', { End: [0, 0] }), keep('End')]),
  shape(
    'write',
    [
      hook('write', { Look: [0, 0] }),
      read('Look', { First: [0, 0] }),
      write('First', { Keep: [0, 0] }),
      keep('Keep', { Last: [0, 0] }),
      write('Last'),
    ],
    {
      writes: ['First', 'Last'],
      order: [['Look', 'First']],
    },
  ),
  shape(
    'wait',
    [hook('wait', { Before: [0, 0] }), write('Before', { Wait: [0, 0] }), wait(4, { After: [0, 0] }), write('After')],
    {
      writes: ['Before', 'After'],
    },
  ),
  shape(
    'sub',
    [
      hook('sub', { Call: [0, 0] }),
      { name: 'Call', type: 'execute_workflow', version: 1, parameters: { workflowId: childId }, to: { After: [0, 0] } },
      write('After'),
    ],
    { writes: ['ChildFirst', 'ChildLast', 'After'] },
  ),
  shape(
    'retry',
    [
      hook('retry', { Flaky: [0, 0] }),
      { ...http('GET', '/flaky')('Flaky', { Careful: [0, 0] }), settings: tryAgain },
      { ...write('Careful'), settings: tryCarefully },
    ],
    { writes: ['Careful'], order: [['Flaky', 'Careful']] },
  ),
  shape(
    'merge',
    [
      hook('merge', { Left: [0, 0], Right: [0, 0] }),
      { ...write('Left', { Merge: [0, 0] }), position: [200, 0] as const },
      { ...read('Right', { Merge: [0, 1] }), position: [200, 200] as const },
      {
        name: 'Merge',
        type: 'merge',
        version: 3,
        parameters: { mode: 'combine', combineBy: 'combineByPosition', options: {} },
        position: [400, 0] as const,
        to: { Last: [0, 0] },
      },
      { ...write('Last'), position: [600, 0] as const },
    ],
    { writes: ['Left', 'Last'], order: [['Right', 'Last']] },
  ),
]

function shape(name: string, nodes: Parameters<typeof givenWorkflow>[0], more: Partial<Shape> = {}): Shape {
  return { name, document: givenWorkflow(nodes, { name }), writes: [], order: [], ...more }
}
