import type { WorkflowDocument } from '@steward/contract/workflow'
import { givenWorkflow } from '../../server/test/given-workflow.ts'

type To = Readonly<Record<string, readonly [output: number, input: number]>>

/** Locks the secrets in every fixture, and signs the addresses in them. */
export const encryptionKey = Buffer.alloc(32, 7).toString('base64')

export const settingsOf = (peerUrl: string) => ({
  STEWARD_ENCRYPTION_KEY: encryptionKey,
  STEWARD_WORKFLOW_ENV: 'PEER',
  STEWARD_TIMEZONE: 'UTC',
  PEER: peerUrl,
})

/** How long the peer takes to answer, in milliseconds. While a fixture is recorded `/held` never answers in time. */
export const recordingDelaysMs = { '/short': 1_200, '/held': 600_000 }

const hook = (path: string, to: To) => ({
  name: 'Hook',
  type: 'webhook',
  version: 2,
  parameters: { httpMethod: 'POST', path, responseMode: 'onReceived' },
  to,
})
const call = (name: string, method: 'GET' | 'POST', path: string, to: To = {}) => ({
  name,
  type: 'http_request',
  version: 4.2,
  parameters: { method, url: `={{ $env.PEER }}${path}?key={{ $('Hook').first().json.body.key }}`, options: {} },
  to,
})
const wait = (parameters: Record<string, unknown>, to: To) => ({ name: 'Wait', type: 'wait', version: 1.1, parameters, to })

/** Workflows by name. Each keeps its executions in one of the situations that a new release finds them in. */
export function workflowsOf(connection: { readonly id: string; readonly name: string }): readonly WorkflowDocument[] {
  const named = (name: string, nodes: Parameters<typeof givenWorkflow>[0]) => givenWorkflow(nodes, { name })
  return [
    named('completed', [
      hook('completed', { Set: [0, 0], Look: [0, 0] }),
      {
        name: 'Set',
        type: 'set',
        version: 3.4,
        parameters: {
          assignments: { assignments: [{ id: '1', name: 'key', type: 'string', value: '={{ $json.body.key }}' }] },
          options: {},
        },
        position: [200, 0],
        to: { Merge: [0, 0] },
      },
      { ...call('Look', 'GET', '/look', { Merge: [0, 1] }), position: [200, 200] },
      { name: 'Merge', type: 'merge', version: 3, parameters: {}, position: [400, 0] },
    ]),
    named('failed', [
      hook('failed', { Stop: [0, 0] }),
      { name: 'Stop', type: 'stop_and_error', parameters: { errorMessage: 'out of paper' } },
    ]),
    named('timer', [
      hook('timer', { Before: [0, 0] }),
      call('Before', 'POST', '/before', { Wait: [0, 0] }),
      wait({ amount: 60, unit: 'seconds' }, { After: [0, 0] }),
      call('After', 'POST', '/after'),
    ]),
    named('far timer', [
      hook('far', { Wait: [0, 0] }),
      wait({ resume: 'specificTime', dateTime: '2099-01-01T00:00:00Z' }, { After: [0, 0] }),
      call('After', 'POST', '/after'),
    ]),
    named('call', [
      hook('call', { Tell: [0, 0] }),
      // What was sent out before must still be answered after.
      {
        name: 'Tell',
        type: 'http_request',
        version: 4.2,
        parameters: {
          method: 'POST',
          url: '={{ $env.PEER }}/tell?key={{ encodeURIComponent($execution.resumeUrl) }}',
          options: {},
        },
        to: { Wait: [0, 0] },
      },
      wait({ resume: 'webhook', httpMethod: 'POST' }, { After: [0, 0] }),
      call('After', 'POST', '/after'),
    ]),
    named('doubt', [
      hook('doubt', { Held: [0, 0] }),
      call('Held', 'POST', '/held', { After: [0, 0] }),
      call('After', 'POST', '/after'),
    ]),
    named('running', [
      hook('running', { Before: [0, 0] }),
      call('Before', 'POST', '/before', { Held: [0, 0] }),
      call('Held', 'GET', '/held', { After: [0, 0] }),
      call('After', 'POST', '/after'),
    ]),
    named('queued', [
      hook('queued', { Short: [0, 0] }),
      call('Short', 'POST', '/short', { After: [0, 0] }),
      {
        ...call('After', 'POST', '/after'),
        parameters: {
          ...call('After', 'POST', '/after').parameters,
          authentication: 'genericCredentialType',
          genericAuthType: 'httpHeaderAuth',
        },
        connections: { httpHeaderAuth: connection },
      },
    ]),
    named('child', [
      { name: 'Hook', type: 'execute_workflow_trigger', version: 1, to: { Wait: [0, 0] } },
      wait({ amount: 60, unit: 'seconds' }, { After: [0, 0] }),
      call('After', 'POST', '/after'),
    ]),
    named('schedule', [
      {
        name: 'Tick',
        type: 'schedule_trigger',
        version: 1.2,
        parameters: { rule: { interval: [{ field: 'seconds', secondsInterval: 1 }] } },
      },
    ]),
  ]
}

export const parentOf = (childId: string): WorkflowDocument =>
  givenWorkflow(
    [
      hook('parent', { Call: [0, 0] }),
      { name: 'Call', type: 'execute_workflow', version: 1, parameters: { workflowId: childId }, to: { After: [0, 0] } },
      call('After', 'POST', '/parent-after'),
    ],
    { name: 'parent' },
  )

/** What is stored when the light goes out: executions by name of their workflow, as `status wait_kind in_doubt`. */
export const recorded: Readonly<Record<string, readonly string[]>> = {
  completed: ['completed - 0', 'completed - 0'],
  failed: ['failed - 0'],
  timer: ['waiting timer 0', 'waiting timer 0'],
  'far timer': ['waiting timer 0'],
  call: ['waiting webhook 0', 'waiting webhook 0'],
  doubt: ['waiting decision 1', 'waiting decision 1', 'waiting decision 1'],
  running: ['running - 0', 'running - 0'],
  queued: ['queued - 0', 'queued - 0'],
  parent: ['queued - 0'],
  child: ['waiting timer 0'],
}
