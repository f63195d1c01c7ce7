import { expect, test } from 'vitest'
import type { Execution } from '@steward/contract/api/execution'
import { givenWorkflow } from '#test/given-workflow'
import { recordingPeer } from '#test/recording-peer'
import { until } from '#test/running'
import { severalProcesses } from '#test/several-processes'

type To = Readonly<Record<string, readonly [number, number]>>

test(
  'a process that stands still past its lease finds its executions gone: it writes nothing and calls nobody',
  { timeout: 120_000 },
  async () => {
    await using peer = await recordingPeer({ '/read': 3_000, '/write': 3_000, '/items': 1_500 })
    await using several = await severalProcesses()
    const sleeper = await several.start()
    const api = await several.api(sleeper)
    const call = (name: string, method: string, path: string, to: To = {}) => ({
      name,
      type: 'http_request',
      version: 4.2,
      parameters: {
        method,
        url: `=${peer.url}${path}?key={{ $json.key ?? $json.n }}`,
        // One after another, so that some of the calls come after the sleep.
        options: { batching: { batch: { batchSize: 1, batchInterval: 1 } } },
      },
      to,
    })
    const begin = async (name: string, method: string, items: readonly object[]) => {
      const document = givenWorkflow(
        [
          { name: 'Start', type: 'manual_trigger', to: { Call: [0, 0] } },
          call('Call', method, `/${name}`, { After: [0, 0] }),
          call('After', 'POST', `/after-${name}`),
        ],
        { name },
      )
      const { summary } = (await api('POST', '/workflows', { document })).body as { summary: { id: string } }
      return String((await api('POST', `/workflows/${summary.id}/executions`, { items })).body['id'])
    }
    const read = await begin('read', 'GET', [{ n: 1 }])
    const write = await begin('write', 'POST', [{ n: 1 }])
    const items = await begin('items', 'POST', [{ n: 1 }, { n: 2 }, { n: 3 }])
    const count = (path: string) => peer.log.filter((one) => one.path === path).length
    await until(
      () => [count('/read'), count('/write'), count('/items')],
      (counts) => counts.every((one) => one === 1),
    )

    sleeper.child.kill('SIGSTOP')
    const other = await several.start()
    const look = await several.api(other)
    const detail = async (id: string) => (await look('GET', `/executions/${id}`)).body as unknown as Execution
    const standing = async () =>
      Promise.all([read, write, items].map(async (id) => ((one) => [one.status, one.inDoubt])((await detail(id)).summary)))
    const rested = [
      ['completed', 0],
      ['waiting', 1],
      ['waiting', 1],
    ]
    await until(standing, (seen) => JSON.stringify(seen) === JSON.stringify(rested), 60_000)
    const rows = () =>
      several.query('select id, status, fence, worker_id, updated_at from execution.workflow_executions order by id')
    const journals = () => several.query('select execution_id, seq, entries::text from execution.execution_journal order by 1, 2')
    const before = { rows: await rows(), journals: await journals(), calls: peer.log.length }
    sleeper.child.kill('SIGCONT')
    // It takes part again, under another name.
    const alive = () => several.query<{ pid: number }>('select pid from execution.workers where lease_until > now() order by pid')
    const both = [sleeper.child.pid ?? 0, other.child.pid ?? 0].toSorted((one, two) => one - two)
    await until(alive, (workers) => workers.map(({ pid }) => pid).join() === both.join(), 30_000)
    await new Promise((resolve) => setTimeout(resolve, 2_000))

    // The read was repeated by the other one, the writes by nobody.
    expect([count('/read'), count('/after-read')]).toEqual([2, 1])
    expect([count('/write'), count('/after-write'), count('/items'), count('/after-items')]).toEqual([1, 0, 1, 0])
    expect({ rows: await rows(), journals: await journals(), calls: peer.log.length }).toEqual(before)
  },
)
