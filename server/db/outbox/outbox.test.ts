import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { bulkSubscription, type Databases, type EventEnvelope, publish, startRelay, type Subscription, subscription } from '#db'
import { newId } from '#base/id'
import { testDatabase } from '#test'
import { connectAdmin } from '../connect-admin.ts'
import { tidyInboxes } from './tidy-inboxes.ts'

const publishOne = (databases: Databases, key: string, n: number, type = 'workflow.published') =>
  databases.transaction('workflow', (tx) => publish(tx, { type, key, payload: { n } }))

/** Writes what it handled into its own hub's inbox under another name: real rows, in its transaction. */
function recorder(
  consumer: string,
  hears: (event: EventEnvelope) => Promise<void> | void = () => undefined,
  types = ['workflow.*'],
): Subscription {
  return subscription({
    consumer,
    types,
    handle: async (tx, event) => {
      await sql`insert into outbox (event_id, type, key, payload) values (${newId()}, 'test.handled', ${consumer}, ${JSON.stringify(event.payload)}::json)`.execute(
        tx,
      )
      await hears(event)
    },
  })
}

/** What was really committed by the handlers of a consumer, in order. Nothing relays hubs that are not named by events. */
async function handled(databases: Databases, consumer: string): Promise<number[]> {
  const hub = consumer.split('.')[0] as 'insight'
  const { rows } = await databases
    .pool(hub)
    .query<{ payload: { n: number } }>(`select payload from outbox where key = $1 order by id`, [consumer])
  return rows.map((row) => row.payload.n)
}

/** Keeps the recorders' rows from being relayed and dropped. */
const keepRecords: Subscription = subscription({
  consumer: 'app.keep',
  types: ['test.handled'],
  handle: async () => {
    throw new Error('kept for the test')
  },
})

test('an event reaches every subscriber of its type and no other, in order', async () => {
  await using db = await testDatabase()
  const relay = startRelay(db.databases, [
    recorder('insight.a'),
    recorder('insight.b'),
    recorder('insight.c', undefined, ['wallet.*']),
    keepRecords,
  ])

  for (const n of [1, 2, 3]) await publishOne(db.databases, 'one', n)

  await expect.poll(() => handled(db.databases, 'insight.a')).toEqual([1, 2, 3])
  await expect.poll(() => handled(db.databases, 'insight.b')).toEqual([1, 2, 3])
  await relay.stop()
  expect(await handled(db.databases, 'insight.c')).toEqual([])
  expect((await db.databases.pool('workflow').query('select from outbox')).rowCount).toBe(0)
})

test('what was rolled back is never told', async () => {
  await using db = await testDatabase()
  const relay = startRelay(db.databases, [recorder('insight'), keepRecords])

  await db.databases
    .transaction('workflow', async (tx) => {
      await publish(tx, { type: 'workflow.published', key: 'x', payload: { n: 1 } })
      throw new Error('no')
    })
    .catch(() => undefined)
  await publishOne(db.databases, 'x', 2)

  await expect.poll(() => handled(db.databases, 'insight')).toEqual([2])
  await relay.stop()
})

test('an event that commits late under a low number is not skipped', async () => {
  await using db = await testDatabase()
  const relay = startRelay(db.databases, [recorder('insight'), keepRecords])
  const slow = await db.databases.client('workflow')
  await slow.query('begin')
  await slow.query(
    `insert into outbox (event_id, type, key, payload) values ('${newId()}', 'workflow.published', 'slow', '{"n":1}')`,
  )

  await publishOne(db.databases, 'quick', 2)
  await expect.poll(() => handled(db.databases, 'insight')).toEqual([2])
  await slow.query('commit')
  await slow.end()

  await expect.poll(() => handled(db.databases, 'insight'), { timeout: 5000 }).toEqual([2, 1])
  await relay.stop()
})

test('a handler that throws writes nothing, is called again, and holds back only its own key', async () => {
  await using db = await testDatabase()
  let attempts = 0
  const failingOnce = (event: EventEnvelope) => {
    if (event.payload['n'] === 1 && (attempts += 1) <= 2) throw new Error('not yet')
  }
  await db.databases.transaction('workflow', async (tx) => {
    await publish(tx, { type: 'workflow.published', key: 'a', payload: { n: 1 } })
    await publish(tx, { type: 'workflow.published', key: 'a', payload: { n: 2 } })
    await publish(tx, { type: 'workflow.published', key: 'b', payload: { n: 3 } })
  })
  const relay = startRelay(db.databases, [recorder('insight', failingOnce), keepRecords])

  await expect.poll(() => handled(db.databases, 'insight')).toEqual([3])
  const readHeldBack = async () => {
    const text = `select attempts, last_error from outbox where key = 'a' order by id`
    return (await db.databases.pool('workflow').query(text)).rows
  }
  // What was handled is seen a little before what was not is put off.
  await expect.poll(readHeldBack).toEqual([
    { attempts: 1, last_error: 'insight: not yet' },
    { attempts: 0, last_error: null },
  ])
  await expect.poll(() => handled(db.databases, 'insight'), { timeout: 8000 }).toEqual([3, 1, 2])
  await relay.stop()
})

test('a subscriber that takes many events at once is given what waits together, and each alone when one of them fails', async () => {
  await using db = await testDatabase()
  await db.databases.transaction('workflow', async (tx) => {
    for (const n of [1, 2, 3]) await publish(tx, { type: 'workflow.published', key: `key ${n}`, payload: { n } })
  })
  const given: number[][] = []
  const relay = startRelay(db.databases, [
    bulkSubscription({
      consumer: 'insight',
      types: ['workflow.*'],
      handle: async (_, events) => {
        const numbers = events.map((event) => event.payload['n'] as number)
        given.push(numbers)
        if (numbers.includes(2)) throw new Error('not this one')
      },
    }),
  ])

  await expect.poll(() => given).toEqual([[1, 2, 3], [1], [2], [3]])
  await relay.stop()
  const { rows } = await db.databases.pool('workflow').query('select payload, last_error from outbox')
  expect(rows).toEqual([{ payload: { n: 2 }, last_error: 'insight: not this one' }])
})

test('two relays at once handle each event exactly once and keep the order of each key', async () => {
  await using db = await testDatabase()
  const subscribers = () => [recorder('insight'), keepRecords]
  const relays = [startRelay(db.databases, subscribers()), startRelay(db.databases, subscribers())]
  const numbers = Array.from({ length: 300 }, (_, n) => n)

  await Promise.all(
    [0, 1, 2].map(async (lane) => {
      for (const n of numbers.filter((each) => each % 3 === lane)) await publishOne(db.databases, `lane ${lane}`, n)
    }),
  )

  await expect.poll(async () => (await handled(db.databases, 'insight')).length, { timeout: 10_000 }).toBe(300)
  await Promise.all(relays.map((relay) => relay.stop()))
  const order = await handled(db.databases, 'insight')
  expect([...order].sort((a, b) => a - b)).toEqual(numbers)
  for (const lane of [0, 1, 2]) {
    expect(order.filter((n) => n % 3 === lane)).toEqual(numbers.filter((n) => n % 3 === lane))
  }
})

test('a relay that dies after the handling and before the removal does not cause a second handling', async () => {
  await using db = await testDatabase()
  await publishOne(db.databases, 'x', 1)
  const { rows } = await db.databases.pool('workflow').query<{ event_id: string }>('select event_id from outbox')
  const relay = startRelay(db.databases, [recorder('insight'), keepRecords])
  await expect.poll(() => handled(db.databases, 'insight')).toEqual([1])
  await expect.poll(async () => (await db.databases.pool('workflow').query('select from outbox')).rowCount).toBe(0)

  await db.databases
    .pool('workflow')
    .query(`insert into outbox (event_id, type, key, payload) values ($1, 'workflow.published', 'x', '{"n":1}')`, [
      rows[0]?.event_id,
    ])
  await publishOne(db.databases, 'y', 2)

  await expect.poll(() => handled(db.databases, 'insight'), { timeout: 5000 }).toEqual([1, 2])
  await relay.stop()
})

test('a payload with a NUL and a lone surrogate arrives as it was', async () => {
  await using db = await testDatabase()
  const text = 'a\u0000b\ud800c'
  const heard: unknown[] = []
  const relay = startRelay(db.databases, [
    subscription({ consumer: 'insight', types: ['*'], handle: async (_, event) => void heard.push(event.payload['text']) }),
  ])

  await db.databases.transaction('workflow', (tx) => publish(tx, { type: 'workflow.published', key: 'x', payload: { text } }))

  await expect.poll(() => heard).toEqual([text])
  await relay.stop()
})

test('the relay goes on after its connection was cut', async () => {
  await using db = await testDatabase()
  const relay = startRelay(db.databases, [recorder('insight'), keepRecords])
  await publishOne(db.databases, 'x', 1)
  await expect.poll(() => handled(db.databases, 'insight')).toEqual([1])

  const admin = await connectAdmin(db.url)
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'steward relay'`,
  )
  await admin.end()
  await publishOne(db.databases, 'x', 2)

  await expect.poll(() => handled(db.databases, 'insight'), { timeout: 8000 }).toEqual([1, 2])
  await relay.stop()
})

test('a consumer must carry the name of a hub', () => {
  const wrong = subscription({ consumer: 'elsewhere', types: ['*'], handle: async () => undefined })

  expect(() => startRelay({ hubs: [] } as unknown as Databases, [wrong])).toThrow('does not start with the name of a hub')
})

test('handled events are forgotten after a week, unless one still waits for some subscriber', async () => {
  await using db = await testDatabase()
  const [done, waiting, recent] = [newId(), newId(), newId()]
  await db.databases.pool('insight').query(
    `insert into inbox (consumer, event_id, handled_at)
     values ('insight', $1, now() - interval '8 days'), ('insight', $2, now() - interval '8 days'), ('insight', $3, now())`,
    [done, waiting, recent],
  )
  await db.databases
    .pool('workflow')
    .query(
      `insert into outbox (event_id, type, key, payload, created_at) values ($1, 'workflow.published', 'x', '{}', now() - interval '9 days')`,
      [waiting],
    )

  await tidyInboxes(db.databases)

  const { rows } = await db.databases.pool('insight').query<{ event_id: string }>('select event_id from inbox')
  expect(rows.map((row) => row.event_id).sort((a, b) => (a < b ? -1 : 1))).toEqual([waiting, recent])
})
