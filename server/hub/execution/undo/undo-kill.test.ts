import type { Approval } from '@steward/contract/api/approval'
import type { Execution, ExecutionSummary } from '@steward/contract/api/execution'
import { expect, test } from 'vitest'
import { givenDecider } from '#test/decider'
import { givenWorkflow } from '#test/given-workflow'
import { holdTable } from '#test/held-table'
import { recordingPeer } from '#test/recording-peer'
import { until } from '#test/running'
import { severalProcesses } from '#test/several-processes'

type Api = (method: string, path: string, body?: unknown) => Promise<{ status: number; body: object }>

const post = (name: string, url: string, more: object = {}) => ({
  name,
  type: 'http_request',
  version: 4.2,
  parameters: { method: 'POST', url, options: {} },
  ...more,
})

/** Charges, books, looks at something that takes its time, and fails. */
const workflow = (url: string) =>
  givenWorkflow(
    [
      {
        name: 'Hook',
        type: 'webhook',
        version: 2,
        parameters: { path: 'orders', httpMethod: 'POST', responseMode: 'onReceived' },
        to: { Charge: [0, 0] },
      },
      post('Charge', `${url}/Charge`, { to: { Book: [0, 0] }, settings: { undo: { node: 'Undo Charge' } } }),
      post('Book', `${url}/Book`, { to: { Look: [0, 0] }, settings: { undo: { node: 'Undo Book' } } }),
      {
        ...post('Look', `${url}/Look`, { to: { Stop: [0, 0] } }),
        parameters: { method: 'GET', url: `${url}/Look`, options: {} },
      },
      { name: 'Stop', type: 'stop_and_error', parameters: { errorMessage: 'no more' } },
      post('Undo Charge', `${url}/undo/Charge`),
      post('Undo Book', `${url}/undo/Book`),
    ],
    { settings: { executionOrder: 'v1', onFailure: 'undo' } },
  )

async function begin(api: Api, at: string, peerUrl: string): Promise<string> {
  const { summary } = (await api('POST', '/workflows', { document: workflow(peerUrl) })).body as { summary: { id: string } }
  await api('POST', `/workflows/${summary.id}/activate`)
  const answer = await fetch(`${at}/webhook/orders`, { method: 'POST', body: '{}' })
  return answer.headers.get('x-execution-id') ?? ''
}

const listOf = async <T>(api: Api, path: string) => ((await api('GET', path)).body as { items: T[] }).items
const undoings = (api: Api) => listOf<ExecutionSummary>(api, '/executions?mode=undo')
const untilUndone = (api: Api, status = 'completed') =>
  until(
    () => undoings(api),
    (items) => items.length === 1 && items[0]?.status === status,
    40_000,
  )
const posts = (peer: Awaited<ReturnType<typeof recordingPeer>>) =>
  peer.log.filter(({ method }) => method === 'POST').map(({ path }) => path)
const once = ['/Charge', '/Book', '/undo/Book', '/undo/Charge']

test.for(['execution.workflow_executions', 'execution.execution_journal', 'execution.execution_starts'])(
  'a process that is killed while it stores the end, held at %s, leaves one that takes everything back once',
  { timeout: 90_000 },
  async (table) => {
    await using peer = await recordingPeer({ '/Look': 1_500 })
    await using processes = await severalProcesses()
    const before = await processes.start()
    const id = await begin(await processes.api(before), before.url, peer.url)
    await until(
      () => peer.log.length,
      (count) => count === 3,
    )
    const held = await holdTable(processes.databaseUrl, table)
    await held.waitedFor()
    await before.killTree()
    await held.drop()

    const after = await processes.start()
    const api = await processes.api(after)
    await untilUndone(api)
    await new Promise((resolve) => setTimeout(resolve, 500))

    expect(posts(peer)).toEqual(once)
    expect(await undoings(api)).toMatchObject([{ undoes: id, status: 'completed' }])
    expect((await api('GET', `/executions/${id}`)).body).toMatchObject({ summary: { status: 'failed' } })
  },
)

test(
  'an undo whose process is killed during its call is in doubt, nobody makes it again unasked, and the others follow once it is told',
  { timeout: 90_000 },
  async () => {
    await using peer = await recordingPeer({ '/undo/Book': 1_500 })
    await using processes = await severalProcesses()
    const before = await processes.start()
    const id = await begin(await processes.api(before), before.url, peer.url)
    await until(
      () => posts(peer).length,
      (count) => count === 3,
    )
    await before.killTree()
    const after = await processes.start()
    const api = await processes.api(after)
    const [waiting] = await untilUndone(api, 'waiting')
    const { nodes } = (await api('GET', `/executions/${waiting?.id}`)).body as Execution
    const doubtful = nodes.find(({ status }) => status === 'in_doubt')
    expect(doubtful?.nodeName).toBe('Undo Book')
    expect((await api('POST', `/executions/${id}/undo`, {})).body).toMatchObject({ code: 'undo.running' })

    await api('POST', `/executions/${waiting?.id}/nodes/${doubtful?.index}/decision`, { decision: 'happened' })
    await untilUndone(api)

    expect(posts(peer)).toEqual(once)
    const outcomes = async () =>
      (await listOf<{ nodeName: string; outcome: string }>(api, `/effects?executionId=${id}&class=write`)).map(
        ({ nodeName, outcome }) => [nodeName, outcome],
      )
    const told = await until(outcomes, (all) => all.every(([, outcome]) => outcome === 'undone'))
    expect(new Map(told as [string, string][])).toEqual(
      new Map([
        ['Book', 'undone'],
        ['Charge', 'undone'],
      ]),
    )
  },
)

test(
  'killed while it waits for somebody, with the yes in hand, and between two undos, it goes on where it was',
  { timeout: 120_000 },
  async () => {
    await using peer = await recordingPeer({})
    await using processes = await severalProcesses()
    let process = await processes.start()
    let api: Api = await processes.api(process)
    const restart = async () => {
      await process.killTree()
      process = await processes.start()
      api = await processes.api(process)
    }
    const headers = await givenDecider(processes.databaseUrl, processes.publicUrl)
    const made = await api('POST', '/policies', {
      name: 'Undoing',
      answer: 'ask',
      conditions: { subjects: ['undo'] },
      asking: { quorum: 1, expiresInMinutes: 60 },
    })
    expect(made.status).toBe(201)
    const approve = async () => {
      const [approval] = await until(
        () => listOf<Approval>(api, '/approvals?state=pending'),
        (items) => items.length === 1,
        40_000,
      )
      await untilUndone(api, 'waiting')
      const body = JSON.stringify({ decision: 'approve', hash: approval?.hash })
      return (await fetch(`${process.url}/api/v1/approvals/${approval?.id}/decision`, { method: 'POST', headers, body })).status
    }
    await begin(api, process.url, peer.url)
    await untilUndone(api, 'waiting')
    await restart()
    const held = await holdTable(processes.databaseUrl, 'execution.execution_journal')
    expect(await approve()).toBe(200)
    await held.waitedFor()
    await process.killTree()
    await held.drop()
    expect(posts(peer)).toEqual(['/Charge', '/Book'])
    process = await processes.start()
    api = await processes.api(process)
    await until(
      () => posts(peer).length,
      (count) => count === 3,
      40_000,
    )
    await until(
      () => listOf<Approval>(api, '/approvals?state=pending'),
      (items) => items.length === 1,
      40_000,
    )
    await restart()
    expect(await approve()).toBe(200)
    await untilUndone(api)

    expect(posts(peer)).toEqual(once)
  },
)
