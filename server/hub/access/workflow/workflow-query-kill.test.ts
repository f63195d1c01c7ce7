import type { Receipt } from '@steward/contract/api/effect'
import type { Execution } from '@steward/contract/api/execution'
import { expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { targetDatabase } from '#test/governed-database'
import { until } from '#test/running'
import { severalProcesses } from '#test/several-processes'

test('a change whose process is killed in the middle is in doubt, is not made again, and a person settles it', async () => {
  await using target = await targetDatabase()
  await using processes = await severalProcesses()
  const before = await processes.start()
  const api = await processes.api(before)
  const { host, port, reader, writer, database } = target
  const instance = await api('POST', '/instances', {
    kind: 'postgresql',
    name: 'Orders',
    environment: 'development',
    host,
    port,
    databases: [database],
    tls: { mode: 'off' },
    readLogin: reader,
    writeLogin: writer,
    limits: { statementMs: 60_000, lockMs: 60_000 },
    allowsWorkflows: true,
  })
  expect(instance.status).toBe(201)
  const made = await api('POST', '/workflows', {
    document: givenWorkflow([
      { name: 'Start', type: 'manual_trigger', to: { Change: [0, 0] } },
      {
        name: 'Change',
        type: 'database_query',
        version: 1,
        parameters: { instance: 'Orders', database, does: 'change', text: 'update orders set total = total + 1 where id = 1' },
      },
    ]),
  })
  const workflow = (made.body as { summary: { id: string } }).summary.id
  const holder = await target.connect()
  await holder.query('begin')
  await holder.query('select from orders where id = 1 for update')
  const { body: started } = await api('POST', `/workflows/${workflow}/executions`, {})
  await until(
    () => target.query("select from pg_stat_activity where application_name = 'steward query' and wait_event_type = 'Lock'"),
    (waiting) => waiting.length > 0,
  )

  await before.killTree()
  const after = await processes.start()
  const again = await processes.api(after)
  const id = String(started['id'])
  const read = async () => (await again('GET', `/executions/${id}`)).body as unknown as Execution
  const doubtful = await until(read, ({ nodes }) => nodes.at(-1)?.status === 'in_doubt', 40_000)
  await holder.query('rollback')
  await holder.end()
  await until(
    () => target.query("select from pg_stat_activity where application_name = 'steward query'"),
    (open) => open.length === 0,
    20_000,
  )

  expect(doubtful.summary.status).toBe('waiting')
  const totals = () => target.query('select total::float as total from orders where id = 1')
  expect(await totals()).toEqual([{ total: 1.5 }])
  const receipts = (await again('GET', `/effects?executionId=${id}`)).body as unknown as { items: Receipt[] }
  expect(receipts.items).toMatchObject([{ outcome: 'in_doubt', class: 'write', target: `Orders/${database}` }])
  const index = doubtful.nodes.at(-1)?.index
  expect((await again('POST', `/executions/${id}/nodes/${index}/decision`, { decision: 'repeat' })).status).toBe(200)
  expect((await until(read, ({ summary }) => summary.status !== 'waiting' && summary.status !== 'running')).summary.status).toBe(
    'completed',
  )
  expect(await totals()).toEqual([{ total: 2.5 }])
}, 120_000)
