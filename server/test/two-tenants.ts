import type { ExecutionSummary } from '@steward/contract/api/execution'
import { newId } from '#base/id'
import { openSession } from '#hub/identity'
import { addMember } from '#hub/tenant'
import { givenWorkflow } from './given-workflow.ts'
import { recordingPeer } from './recording-peer.ts'
import { type Answer, type Json, running, type RunningInstallation, until } from './running.ts'
import { readBody } from './read-body.ts'

/** Somebody with a workspace of their own, and a word that is in every text of it and nowhere else. */
export type Tenant = {
  readonly marker: string
  readonly userId: string
  readonly workspaceId: string
  readonly headers: Record<string, string>
  api(method: string, path: string, body?: unknown): Promise<Answer>
  /** Signs in anew: headers of another session. */
  session(): Promise<Record<string, string>>
}

export type TwoTenants = AsyncDisposable & { readonly steward: RunningInstallation; readonly ada: Tenant; readonly bob: Tenant }

/**
 * A running installation with two workspaces full of the same things, whose owners have nothing to do with each
 * other. Neither of them administers the installation.
 */
export async function twoTenants(): Promise<TwoTenants> {
  const peer = await recordingPeer({}, { '/broken': () => ({ status: 503 }) })
  const steward = await running()
  const [ada, bob] = [await openTenant(steward, 'xadaword'), await openTenant(steward, 'xbobword')]
  await Promise.all([furnish(ada, peer.url), furnish(bob, peer.url)])
  return {
    steward,
    ada,
    bob,
    [Symbol.asyncDispose]: async () => {
      await steward[Symbol.asyncDispose]()
      await peer[Symbol.asyncDispose]()
    },
  }
}

/** Somebody new with an empty workspace; the marker is in its name. */
export async function openTenant({ databases, url }: RunningInstallation, marker: string): Promise<Tenant> {
  const [userId, workspaceId] = [newId(), newId()]
  await databases
    .pool('identity')
    .query(`insert into users (id, email, name, password_hash) values ($1, $2, $3, 'none')`, [
      userId,
      `${marker}@example.com`,
      `Owner ${marker}`,
    ])
  await databases
    .pool('tenant')
    .query(`insert into workspaces (id, name, description, owner_id) values ($1, $2, $3, $4)`, [
      workspaceId,
      `Workspace ${marker}`,
      `About ${marker}`,
      userId,
    ])
  await addMember(databases, { workspaceId, userId, role: 'owner', now: new Date() })
  const session = async () => {
    const from = { address: '127.0.0.1', agent: marker }
    const { secret } = await openSession(databases, { userId, now: new Date(), from })
    return { origin: url, cookie: `steward_session=${secret}` }
  }
  const headers = await session()
  return {
    marker,
    userId,
    workspaceId,
    headers,
    session,
    api: async (method, path, body) => {
      const type = { 'content-type': 'application/json' }
      const sent = body === undefined ? { headers } : { headers: { ...headers, ...type }, body: JSON.stringify(body) }
      const answer = await fetch(`${url}/api/v1${path}`, { method, ...sent })
      const text = await answer.text()
      return { status: answer.status, headers: answer.headers, body: readBody(text, answer.headers.get('content-type')) }
    },
  }
}

/** One of everything that a workspace can have through the API. */
async function furnish(tenant: Tenant, peerUrl: string): Promise<void> {
  const { marker } = tenant
  const must = async (method: string, path: string, body?: unknown): Promise<Json> => {
    const answer = await tenant.api(method, path, body)
    if (answer.status >= 300)
      throw new Error(`${method} ${path} was answered by ${answer.status}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const idOf = async (...call: Parameters<typeof must>) => String((await must(...call))['id'])
  const connection = await idOf('POST', '/connections', {
    name: `Connection ${marker}`,
    type: 'httpHeaderAuth',
    values: { name: `X-${marker}`, value: `secret ${marker}` },
  })
  await must('POST', '/api-keys', { name: `Key ${marker}` })
  await must('PUT', '/retention', { completedDays: 400, failedDays: 400 })

  const workflow = async (document: unknown, active: boolean) => {
    const { summary } = (await must('POST', '/workflows', { document })) as { summary: { id: string } }
    await must('PATCH', `/workflows/${summary.id}`, { tags: [`tag ${marker}`] })
    if (active) await must('POST', `/workflows/${summary.id}/activate`)
    return summary.id
  }
  const calling = await workflow(callingDocument(marker, peerUrl, connection), false)
  const rested = async (id: string) => {
    const look = async () => (await must('GET', `/executions/${id}`)) as { summary: ExecutionSummary }
    return until(look, ({ summary }) => summary.status !== 'running' && summary.status !== 'queued')
  }
  for (const trigger of ['Good', 'Bad']) {
    await rested(await idOf('POST', `/workflows/${calling}/executions`, { trigger, items: [{ word: marker }] }))
  }
  const listening = await workflow(listeningDocument(marker), true)
  await rested(await idOf('POST', `/workflows/${listening}/executions`, { trigger: 'Hook', items: [{ word: marker }] }))
  await must('POST', `/workflows/${listening}/listen`)
  await must('POST', `/queue/${listening}/pause`)
  await must('POST', `/workflows/${listening}/executions`, { trigger: 'Hook', items: [{ word: marker }] })
  await until(
    () => must('GET', '/effects'),
    (found) => (found['items'] as unknown[]).length >= 2,
  )
}

const manual = (name: string, to: string) => ({ name, type: 'manual_trigger', to: { [to]: [0, 0] as const } })

/** Two ways by the same connection: to a service that answers, and to one that fails. */
function callingDocument(marker: string, peerUrl: string, connection: string) {
  const call = (name: string, path: string) => ({
    name,
    type: 'http_request',
    version: 4.2,
    parameters: {
      method: 'POST',
      url: `${peerUrl}${path}?word=${marker}`,
      authentication: 'genericCredentialType',
      genericAuthType: 'httpHeaderAuth',
      options: {},
    },
    connections: { httpHeaderAuth: { id: connection, name: `Connection ${marker}` } },
  })
  return givenWorkflow(
    [
      manual('Good', `Call ${marker}`),
      manual('Bad', `Fail ${marker}`),
      call(`Call ${marker}`, '/it'),
      call(`Fail ${marker}`, '/broken'),
    ],
    { name: `Calls ${marker}`, description: `About ${marker}` },
  )
}

/** Listens for calls and for a time that never comes during a test, and waits for a person. */
function listeningDocument(marker: string) {
  return givenWorkflow(
    [
      {
        name: 'Hook',
        type: 'webhook',
        version: 2,
        parameters: { httpMethod: 'POST', path: `hook-${marker}`, responseMode: 'onReceived' },
        to: { [`Wait ${marker}`]: [0, 0] },
      },
      {
        name: 'Tick',
        type: 'schedule_trigger',
        version: 1.2,
        parameters: { rule: { interval: [{ field: 'cronExpression', expression: '0 0 29 2 *' }] } },
        to: { [`Wait ${marker}`]: [0, 0] },
      },
      { name: `Wait ${marker}`, type: 'wait', version: 1.1, parameters: { resume: 'webhook' } },
    ],
    { name: `Listens ${marker}`, description: `About ${marker}` },
  )
}
