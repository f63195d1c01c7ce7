import type { Approval } from '@steward/contract/api/approval'
import type { ExecutionSummary } from '@steward/contract/api/execution'
import { expect, test } from 'vitest'
import { givenDecider } from '#test/decider'
import { givenWorkflow } from '#test/given-workflow'
import { holdTable } from '#test/held-table'
import { recordingPeer } from '#test/recording-peer'
import { until } from '#test/running'
import { severalProcesses } from '#test/several-processes'

const executions = 5

const workflow = (url: string) =>
  givenWorkflow([
    { name: 'Start', type: 'manual_trigger', to: { Delete: [0, 0] } },
    {
      name: 'Delete',
      type: 'http_request',
      version: 4.2,
      parameters: { method: 'DELETE', url: `=${url}/order?key={{ $execution.id }}`, options: {} },
    },
  ])

type Api = (method: string, path: string, body?: unknown) => Promise<{ status: number; body: object }>

const listOf = async <T>(api: Api, path: string) => ((await api('GET', path)).body as { items: T[] }).items

async function beginAll(api: Api, peerUrl: string): Promise<void> {
  const made = (await api('POST', '/workflows', { document: workflow(peerUrl) })).body as { summary: { id: string } }
  for (let i = 0; i < executions; i++) await api('POST', `/workflows/${made.summary.id}/executions`, {})
}

const untilAsked = (api: Api) =>
  until(
    () => listOf<Approval>(api, '/approvals?state=pending&limit=100'),
    (items) => items.length === executions,
  )

async function decideAll(url: string, headers: Record<string, string>, approvals: readonly Approval[]): Promise<number[]> {
  const decide = async ({ id, hash }: Approval) =>
    (
      await fetch(`${url}/api/v1/approvals/${id}/decision`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ decision: 'approve', hash }),
      })
    ).status
  return await Promise.all(approvals.map(decide))
}

const untilOver = (api: Api) =>
  until(
    () => listOf<ExecutionSummary>(api, '/executions?limit=100'),
    (items) => items.every(({ status }) => status === 'completed' || status === 'failed'),
    40_000,
  )

test(
  'who waits for an approval lives through the death of its process, and what is approved happens once',
  { timeout: 90_000 },
  async () => {
    await using peer = await recordingPeer({})
    await using processes = await severalProcesses()
    const before = await processes.start()
    const api = await processes.api(before)
    const headers = await givenDecider(processes.databaseUrl, processes.publicUrl)
    await beginAll(api, peer.url)
    const approvals = await untilAsked(api)
    await before.killTree()

    const after = await processes.start()
    expect(await decideAll(after.url, headers, approvals)).toEqual(approvals.map(() => 200))
    const ended = await untilOver(await processes.api(after))

    expect(ended.map(({ status }) => status)).toEqual(approvals.map(() => 'completed'))
    expect(peer.log.map(({ key }) => key).toSorted()).toEqual(ended.map(({ id }) => id).toSorted())
  },
)

test.for([
  { point: 'before it has taken what was decided', table: 'execution.workflow_executions' },
  { point: 'after the approval is used up and before anything is done', table: 'execution.execution_journal' },
])(
  'a process that is killed while people decide, $point, loses nothing and does nothing twice',
  { timeout: 90_000 },
  async ({ table }) => {
    await using peer = await recordingPeer({})
    await using processes = await severalProcesses()
    const before = await processes.start()
    const api = await processes.api(before)
    const headers = await givenDecider(processes.databaseUrl, processes.publicUrl)
    await beginAll(api, peer.url)
    const approvals = await untilAsked(api)
    await until(
      () => listOf<ExecutionSummary>(api, '/executions?status=waiting&limit=100'),
      (items) => items.length === executions,
    )
    const held = await holdTable(processes.databaseUrl, table)

    expect(await decideAll(before.url, headers, approvals)).toEqual(approvals.map(() => 200))
    await held.waitedFor()
    await before.killTree()
    await held.drop()
    expect(peer.log).toEqual([])
    const after = await processes.start()
    const ended = await untilOver(await processes.api(after))

    expect(ended.map(({ status }) => status)).toEqual(approvals.map(() => 'completed'))
    expect(peer.log.map(({ key }) => key).toSorted()).toEqual(ended.map(({ id }) => id).toSorted())
  },
)

test(
  'of two processes one goes on when the other one was told, also when the one that asked is gone',
  { timeout: 90_000 },
  async () => {
    await using peer = await recordingPeer({})
    await using processes = await severalProcesses()
    const [first, second] = [await processes.start(), await processes.start()]
    const api = await processes.api(first)
    const headers = await givenDecider(processes.databaseUrl, processes.publicUrl)
    await beginAll(api, peer.url)
    const approvals = await untilAsked(api)
    const decided = await decideAll(second.url, headers, approvals.slice(1))
    // Whatever is under way when a process dies is in doubt.
    await until(
      () => listOf<ExecutionSummary>(api, '/executions?status=completed&limit=100'),
      (items) => items.length === executions - 1,
    )
    await first.killTree()
    decided.push(...(await decideAll(second.url, headers, approvals.slice(0, 1))))

    expect(decided).toEqual(approvals.map(() => 200))
    const ended = await untilOver(await processes.api(second))
    expect(ended.map(({ status }) => status)).toEqual(approvals.map(() => 'completed'))
    expect(peer.log.map(({ key }) => key).toSorted()).toEqual(ended.map(({ id }) => id).toSorted())
  },
)
