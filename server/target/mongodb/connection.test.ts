import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { localhostCertificate, localhostKey } from '#test/localhost'
import { mongoDouble } from '#test/mongo-double/mongo-double'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { TargetError, type Reach, type Target, type TargetAddress } from '../target.ts'
import { ask, limits, refusalOf } from './asking.fixture.ts'
import { openMongodb } from './open-mongodb.ts'

const opened: AsyncDisposable[] = []
afterEach(async () => {
  for (const one of opened.splice(0)) await one[Symbol.asyncDispose]()
})

const never = new AbortController().signal
const find = 'db.orders.find()'
const change = "db.orders.updateMany({}, { $set: { state: 'x' } })"
const orders = [
  { _id: 1, state: 'open' },
  { _id: 2, state: 'open' },
]

type Given = Partial<Parameters<typeof mongoDouble>[0]> & { readonly address?: Partial<TargetAddress> }

async function given({ address, ...settings }: Given = {}) {
  const users = { steward: { password: 'right', right: 'readWrite' as const } }
  const double = await mongoDouble({ users, ...settings })
  opened.push(double)
  double.put('shop.orders', orders)
  const own: TargetAddress = {
    host: '127.0.0.1',
    port: double.port,
    database: 'shop',
    user: 'steward',
    password: 'right',
    tls: { mode: 'off' },
    ...address,
  }
  const target = openMongodb(async () => own)
  return { double, target, own, stored: () => double.documents('shop.orders') }
}

/** Connections close a moment after the answer. */
const nothingIsOpen = (double: Awaited<ReturnType<typeof mongoDouble>>) =>
  vi.waitFor(() => expect({ connections: double.connections(), left: double.leftOpen() }).toEqual({ connections: 0, left: 0 }))

async function failure(work: Promise<unknown>): Promise<TargetError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(TargetError)
  return error as TargetError
}

describe('signing in', () => {
  test('a password that was changed is asked for anew, once', async () => {
    const { double, own } = await given()
    const asked: boolean[] = []
    let known = 'right'
    const reach: Reach = async (isFresh) => {
      asked.push(isFresh)
      if (isFresh) known = double.users['steward']?.password ?? ''
      return { ...own, password: known }
    }
    const target = openMongodb(reach)
    await ask(target, find)
    Object.assign(double.users['steward'] ?? {}, { password: 'rotated' })
    expect((await ask(target, find)).rows).toHaveLength(2)
    expect((await ask(target, find)).rows).toHaveLength(2)
    expect(asked).toEqual([false, false, true, false])
    await nothingIsOpen(double)
  })

  test('a change of password while a script runs does not disturb it', async () => {
    const { double, target } = await given()
    const onRow = () => void Object.assign(double.users['steward'] ?? {}, { password: 'rotated' })
    const { rows } = await ask(target, 'print(1); print(db.orders.countDocuments({})); print(db.orders.findOne({}).state)', {
      form: 'script',
      onRow,
    })
    expect(rows.flat()).toEqual(['1', '2', 'open'])
  })

  test('a wrong password is told, after asking twice', async () => {
    const { double, own } = await given()
    let asked = 0
    const target = openMongodb(async () => {
      asked += 1
      return { ...own, password: 'wrong' }
    })
    expect(await failure(ask(target, find))).toMatchObject({ code: 'sign_in', message: 'The database refused the sign-in.' })
    expect(asked).toBe(2)
    await nothingIsOpen(double)
  })

  test('what the login may not do is told', async () => {
    const { double, target, stored } = await given({ users: { steward: { password: 'right', right: 'read' } } })
    expect(await failure(ask(target, change, { allowed: 'write' }))).toMatchObject({
      code: 'not_allowed',
      message: 'The login that Steward has there may not do that.',
    })
    expect(stored()).toEqual(orders)
    expect((await ask(target, find)).rows).toHaveLength(2)
    await nothingIsOpen(double)
  })

  test('the double does not pretend: what it does not know it refuses', async () => {
    const { double } = await given()
    const { MongoClient } = await import('mongodb')
    const client = new MongoClient(
      `mongodb://steward:right@127.0.0.1:${double.port}/?directConnection=true&authMechanism=SCRAM-SHA-256`,
    )
    await expect(client.db('shop').command({ dbStats: 1 })).rejects.toMatchObject({ code: 59 })
    await expect(client.db('shop').collection('orders').find().collation({ locale: 'en' }).toArray()).rejects.toMatchObject({
      code: 238,
    })
    await client.close()
    const stranger = new MongoClient(`mongodb://127.0.0.1:${double.port}/?directConnection=true`)
    await expect(stranger.db('shop').collection('orders').find().toArray()).rejects.toMatchObject({ code: 13 })
    await stranger.close()
  })
})

describe('TLS', () => {
  const tls = { cert: localhostCertificate, key: localhostKey }

  test('a certificate of the given authority, for the given name, is accepted', async () => {
    const { target } = await given({
      tls,
      address: { tls: { mode: 'verify', ca: localhostCertificate, serverName: 'localhost' } },
    })
    expect((await ask(target, find)).rows).toHaveLength(2)
  })

  test.each([
    ['of an unknown authority', { mode: 'verify' as const, serverName: 'localhost' }],
    ['for another name', { mode: 'verify' as const, ca: localhostCertificate, serverName: 'db.example.com' }],
    ['for a name where an address was asked for', { mode: 'verify' as const, ca: localhostCertificate }],
  ])(
    'a certificate %s is not',
    async (_, mode) => {
      const { double, target } = await given({ tls, address: { tls: mode } })
      const error = await failure(ask(target, find))
      expect(error).toMatchObject({ code: 'tls' })
      expect(error.message).toContain('The certificate of the database was not accepted')
      expect(double.taken).toEqual([])
    },
    20_000,
  )

  test('a server without TLS is not spoken to where it is asked for', async () => {
    const { double, target } = await given({ address: { tls: { mode: 'verify' } } })
    expect((await failure(ask(target, find))).code).toMatch(/tls|unreachable|connection_lost/)
    expect(double.taken).toEqual([])
  }, 20_000)
})

describe('servers that are slow, gone or lie', () => {
  test('a server that is not there is told', async () => {
    const { target } = await given({ address: { port: 1 } })
    expect(await failure(ask(target, find))).toMatchObject({ code: 'unreachable' })
    expect(await target.health()).toMatchObject({ isReachable: false, problem: expect.stringContaining('cannot be reached') })
  }, 20_000)

  test('an address is one server, whatever is written into it', async () => {
    for (const host of ['a,b', 'x@y', 'h/admin?tls=false', '/tmp/mongodb.sock', '']) {
      const { target } = await given({ address: { host } })
      expect(await failure(ask(target, find))).toMatchObject({ code: 'address' })
    }
  })

  test('a server that takes too long is stopped by its own deadline', async () => {
    const { double, target } = await given()
    double.ways.delayMs['find'] = 10_000
    expect(await failure(ask(target, find, { limits: { statementMs: 300 } }))).toMatchObject({ code: 'timeout' })
    await nothingIsOpen(double)
  })

  test('a server that is silent is left, and a change that was sent is in doubt', async () => {
    const { double, target } = await given({ isStandalone: true })
    double.ways.garbage = 'update'
    const error = await failure(ask(target, change, { allowed: 'write', limits: { statementMs: 1000 } }))
    expect(error.isInDoubt).toBe(true)
    expect(error.message).toContain('look before it is repeated')
    await nothingIsOpen(double)
  })

  test('a server that accepts and says nothing is left in time', async () => {
    const silent = createServer(() => undefined)
    await new Promise<void>((ready) => silent.listen(0, '127.0.0.1', ready))
    const { target } = await given({ address: { port: (silent.address() as AddressInfo).port } })
    const started = performance.now()
    expect((await failure(ask(target, find, { limits: { statementMs: 500 } }))).code).toMatch(/timeout|unreachable/)
    expect(performance.now() - started).toBeLessThan(6000)
    silent.close()
  }, 20_000)

  test.each(['before', 'within'] as const)('a connection that breaks %s the answer of a read is told', async (when) => {
    const { double, target } = await given()
    double.ways.hangUp = { command: 'find', when }
    expect(await failure(ask(target, find))).toMatchObject({ code: 'connection_lost', isInDoubt: false })
    double.ways.hangUp = undefined
    expect((await ask(target, find)).rows).toHaveLength(2)
    await nothingIsOpen(double)
  })

  test('bytes that are no answer are told', async () => {
    const { double, target } = await given()
    double.ways.garbage = 'find'
    expect((await failure(ask(target, find, { limits: { statementMs: 1000 } }))).code).toMatch(/protocol|connection_lost|timeout/)
    double.ways.garbage = undefined
    await nothingIsOpen(double)
  })

  test('a change whose connection breaks before the commit is not made, and not in doubt', async () => {
    const { double, target, stored } = await given()
    double.ways.hangUp = { command: 'update', when: 'after' }
    expect(await failure(ask(target, change, { allowed: 'write' }))).toMatchObject({ isInDoubt: false })
    expect(stored()).toEqual(orders)
  })

  test('a change whose connection breaks while it is committed is in doubt', async () => {
    const { double, target, stored } = await given()
    double.ways.hangUp = { command: 'commitTransaction', when: 'after' }
    expect(await failure(ask(target, change, { allowed: 'write' }))).toMatchObject({ isInDoubt: true })
    expect(stored().map((one) => one['state'])).toEqual(['x', 'x'])
  })

  test('without transactions a change that broke off says that a part of it stays', async () => {
    const { target, stored } = await given({ isStandalone: true })
    const text = 'db.orders.bulkWrite([{ insertOne: { document: { _id: 9 } } }, { insertOne: { document: { _id: 1 } } }])'
    const error = await failure(ask(target, text, { allowed: 'write' }))
    expect(error.message).toContain('What was changed before that stays changed')
    expect(error.isInDoubt).toBe(true)
    expect(stored()).toHaveLength(3)
  })

  test('a server without transactions is told in words', async () => {
    const { target } = await given({ isStandalone: true })
    const { outcome } = await ask(target, change, { allowed: 'write' })
    expect(outcome.messages.join()).toContain('This server has no transactions')
  })
})

describe('cancelling', () => {
  test.each([true, false])('what runs at the server is killed there (killSessions known: %s)', async (knowsKillSessions) => {
    const { double, target } = await given()
    Object.assign(double.ways, { knowsKillSessions, delayMs: { find: 30_000 } })
    const stop = new AbortController()
    const work = ask(target, find, { signal: stop.signal, limits: { statementMs: 30_000 } })
    await vi.waitFor(() =>
      expect([...double.inside.operations.running.values()].some(({ command }) => 'find' in command)).toBe(true),
    )
    stop.abort()
    expect(await failure(work)).toMatchObject({ code: 'cancelled', message: 'The query was cancelled.' })
    await vi.waitFor(() => expect(double.inside.operations.killed).toBeGreaterThan(0))
    await nothingIsOpen(double)
  })

  test('a change that is cancelled is taken back', async () => {
    const { double, target, stored } = await given()
    double.ways.delayMs['commitTransaction'] = 0
    double.ways.delayMs['update'] = 30_000
    const stop = new AbortController()
    const work = ask(target, change, { allowed: 'write', signal: stop.signal, limits: { statementMs: 30_000 } })
    await vi.waitFor(() =>
      expect([...double.inside.operations.running.values()].some(({ command }) => 'update' in command)).toBe(true),
    )
    stop.abort()
    expect(await failure(work)).toMatchObject({ code: 'cancelled', isInDoubt: false })
    expect(stored()).toEqual(orders)
    await nothingIsOpen(double)
  })

  test('a taker that is slow slows the database down', async () => {
    const { double, target } = await given()
    double.put(
      'shop.many',
      Array.from({ length: 2000 }, (_, i) => ({ _id: i })),
    )
    let taken = 0
    let reads = 0
    const work = ask(target, 'db.many.find()', {
      limits: { rows: 2000 },
      onRow: async () => {
        taken += 1
        if (taken === 150) {
          await new Promise((resolve) => setTimeout(resolve, 200))
          reads = double.taken.filter((command) => 'getMore' in command).length
        }
      },
    })
    expect((await work).rows).toHaveLength(2000)
    expect(reads).toBeLessThanOrEqual(1)
    await nothingIsOpen(double)
  })

  test('closing the target ends what it does', async () => {
    const { double, target } = await given()
    double.ways.delayMs['find'] = 30_000
    const work = ask(target, find, { limits: { statementMs: 30_000 } })
    await vi.waitFor(() => expect(double.inside.operations.running.size).toBeGreaterThan(0))
    await target.close()
    expect(await refusalOf(work)).toContain('was closed')
    await nothingIsOpen(double)
  })
})

describe('two at once', () => {
  test('of two who change the same documents one is told, and nothing is lost', async () => {
    const { double, target, own, stored } = await given()
    const other: Target = openMongodb(async () => own)
    double.ways.delayMs['commitTransaction'] = 300
    const [one, two] = await Promise.allSettled([
      ask(target, 'db.orders.updateMany({}, { $inc: { n: 1 } })', { allowed: 'write' }),
      ask(other, 'db.orders.updateMany({}, { $inc: { n: 1 } })', { allowed: 'write' }),
    ])
    const refused = [one, two].filter((result) => result.status === 'rejected')
    expect(refused).toHaveLength(1)
    expect(String(refused[0]?.reason)).toContain(
      'Somebody else changed the same documents at the same time. Nothing was changed.',
    )
    expect(stored().map((document) => document['n'])).toEqual([1, 1])
    await nothingIsOpen(double)
  })

  test('an undo touches nothing that somebody changed meanwhile', async () => {
    const { double, target, stored } = await given()
    const { outcome } = await ask(target, change, { allowed: 'write' })
    double.put('shop.orders', [{ _id: 1, state: 'mine' }])
    expect(await target.undo(outcome.changes, limits, never)).toMatchObject({
      undone: 1,
      conflicts: [{ key: { _id: { $numberInt: '1' } } }],
    })
    expect(stored().map((one) => one['state'])).toEqual(['mine', 'open'])
  })
})
