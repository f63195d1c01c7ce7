import { mongoDouble } from '#test/mongo-double/mongo-double'
import { Decimal128, type Document, Long, MongoClient, ObjectId } from 'mongodb'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { Reach, Target } from '../target.ts'
import { ask, limits, refusalOf } from './asking.fixture.ts'
import { openMongodb } from './open-mongodb.ts'

type Server = {
  readonly reach: Reach
  /** As the same login, for what tests put and look at themselves. */
  readonly url: string
  readonly database: string
  readonly hasTransactions: boolean
}

type Stored = Document & { readonly _id: number }

const oid = new ObjectId('65f000000000000000000001')

/** What a target of MongoDB does, on whatever server it is. */
function mongodbContract(title: string, server: () => Promise<Server>): void {
  describe(title, () => {
    let opened: Promise<{ server: Server; client: MongoClient; target: Target }> | undefined
    const given = () =>
      (opened ??= server().then((at) => ({
        server: at,
        client: new MongoClient(at.url, { directConnection: true }),
        target: openMongodb(at.reach),
      })))
    const stored = async (collection: string, filter: Document = {}) => {
      const { client, server: at } = await given()
      return client.db(at.database).collection(collection).find(filter).sort({ _id: 1 }).toArray()
    }
    const never = new AbortController().signal

    beforeEach(async () => {
      const { client, server: at } = await given()
      const db = client.db(at.database)
      for (const { name } of await db.listCollections().toArray()) await db.dropCollection(name)
      await db.collection<Stored>('orders').insertMany([
        { _id: 1, state: 'open', total: 5, customer: { name: 'Ann', ssn: '111' }, lines: [{ sku: 'a', n: 1 }] },
        { _id: 2, state: 'open', total: 7, customer: { name: 'Bob', ssn: '222' }, lines: [] },
        { _id: 3, state: 'done', total: 9, customer: { name: 'Cid', ssn: '333' }, lines: [{ sku: 'b', n: 2 }] },
      ])
    })
    afterAll(async () => {
      const { client, target } = await given()
      await client.close()
      await target.close()
    })

    test('a query is answered with the fields as columns and the whole document beside', async () => {
      const { target } = await given()
      const { columns, rows, outcome } = await ask(
        target,
        "db.orders.find({ state: 'open' }, { customer: 0, lines: 0 }).sort({ total: -1 })",
      )
      expect(columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
        '_id int',
        'state string',
        'total int',
        '(document) object',
      ])
      expect(rows).toEqual([
        [2, 'open', 7, { _id: 2, state: 'open', total: 7 }],
        [1, 'open', 5, { _id: 1, state: 'open', total: 5 }],
      ])
      expect(outcome).toMatchObject({ rows: 2, isTruncated: false, changedRows: null, changes: [] })
    })

    test('no digit and no type is lost', async () => {
      const { client, server: at, target } = await given()
      const at2026 = new Date('2026-01-02T03:04:05.678Z')
      await client
        .db(at.database)
        .collection<Document>('exact')
        .insertOne({
          _id: oid,
          long: Long.fromString('9007199254740993'),
          decimal: Decimal128.fromString('0.10'),
          date: at2026,
          bytes: Buffer.from('hi'),
        })
      const { documents } = await ask(
        target,
        "db.exact.find({ _id: ObjectId('65f000000000000000000001'), date: ISODate('2026-01-02T03:04:05.678Z') })",
      )
      expect(documents).toEqual([
        {
          _id: { $oid: String(oid) },
          long: { $numberLong: '9007199254740993' },
          decimal: { $numberDecimal: '0.10' },
          date: { $date: '2026-01-02T03:04:05.678Z' },
          bytes: { $binary: { base64: 'aGk=', subType: '00' } },
        },
      ])
    })

    test('counts, distinct values, indexes and pipelines are answered', async () => {
      const { target } = await given()
      expect((await ask(target, "db.orders.countDocuments({ state: 'open' })")).rows).toEqual([[2]])
      expect((await ask(target, 'db.orders.estimatedDocumentCount()')).rows).toEqual([[3]])
      expect((await ask(target, "db.getCollection('orders').distinct('state')")).rows.flat().map(String).toSorted()).toEqual([
        'done',
        'open',
      ])
      expect((await ask(target, "db['orders'].getIndexes()")).rows).toHaveLength(1)
      const grouped = await ask(
        target,
        "db.orders.aggregate([{ $group: { _id: '$state', sum: { $sum: '$total' } } }, { $sort: { _id: 1 } }])",
      )
      expect(grouped.rows.map((row) => row.slice(0, 2))).toEqual([
        ['done', 9],
        ['open', 12],
      ])
    })

    test('more than the limits is cut off, and said to be', async () => {
      const { target } = await given()
      const two = await ask(target, 'db.orders.find().sort({ _id: 1 })', { limits: { rows: 2 } })
      expect(two.outcome).toMatchObject({ rows: 2, isTruncated: true })
      const all = await ask(target, 'db.orders.find()', { limits: { rows: 3 } })
      expect(all.outcome).toMatchObject({ rows: 3, isTruncated: false })
      const piped = await ask(target, 'db.orders.aggregate([{ $match: {} }])', { limits: { rows: 2 } })
      expect(piped.outcome).toMatchObject({ rows: 2, isTruncated: true })
      const small = await ask(target, 'db.orders.find()', { limits: { bytes: 300 } })
      expect(small.outcome.isTruncated).toBe(true)
      expect(small.outcome.bytes).toBeLessThanOrEqual(300)
    })

    test('a change is counted and kept, and undone where nobody touched it since', async () => {
      const { client, server: at, target } = await given()
      const { outcome, rows } = await ask(
        target,
        "db.orders.updateMany({ state: 'open' }, { $set: { state: 'held' }, $inc: { total: 1 } })",
        { allowed: 'write' },
      )
      expect(rows).toEqual([[2, 2, 0]])
      expect(outcome.changedRows).toBe(2)
      expect(outcome.changes.map(({ key, before, after }) => [key, before?.['state'], after?.['state']])).toEqual([
        [{ _id: { $numberInt: '1' } }, 'open', 'held'],
        [{ _id: { $numberInt: '2' } }, 'open', 'held'],
      ])
      await client
        .db(at.database)
        .collection<Stored>('orders')
        .updateOne({ _id: 2 }, { $set: { note: 'mine' } })
      const { undone, conflicts } = await target.undo(outcome.changes, limits, never)
      expect(undone).toBe(1)
      expect(conflicts.map(({ key }) => key)).toEqual([{ _id: { $numberInt: '2' } }])
      expect((await stored('orders')).map((one) => `${one['state']} ${one['total']}`)).toEqual(['open 5', 'held 8', 'done 9'])
    })

    test('what was inserted, deleted, replaced and upserted is undone too', async () => {
      const { target } = await given()
      const before = await stored('orders')
      for (const text of [
        "db.orders.insertMany([{ _id: 10, state: 'new' }, { state: 'new' }])",
        "db.orders.deleteMany({ state: 'open' })",
        "db.orders.replaceOne({ _id: 3 }, { state: 'other' })",
        "db.orders.updateOne({ _id: 11 }, { $set: { state: 'made' } }, { upsert: true })",
        "db.orders.findOneAndUpdate({ _id: 1 }, { $set: { state: 'x' } }, { returnDocument: 'after' })",
        'db.orders.bulkWrite([{ insertOne: { document: { _id: 12 } } }, { deleteOne: { filter: { _id: 1 } } }, { updateMany: { filter: {}, update: { $set: { b: 1 } } } }])',
        'db.orders.updateMany({}, [{ $set: { double: { $multiply: ["$total", 2] } } }])',
      ]) {
        const { outcome } = await ask(target, text, { allowed: 'write' })
        expect(await stored('orders'), text).not.toEqual(before)
        const { conflicts } = await target.undo(outcome.changes, limits, never)
        expect(conflicts, text).toEqual([])
        expect(await stored('orders'), text).toEqual(before)
      }
    })

    test('a change of more documents than were approved is refused, and nothing is changed', async () => {
      const { target } = await given()
      const before = await stored('orders')
      const change = ask(target, "db.orders.updateMany({}, { $set: { state: 'x' } })", {
        allowed: 'write',
        limits: { changedRows: 2 },
      })
      expect(await refusalOf(change)).toBe('This would change 3 documents, and 2 were approved. Nothing was changed.')
      expect(await stored('orders')).toEqual(before)
    })

    test('a script changes all or, where something fails, nothing', async () => {
      const { server: at, target } = await given()
      const text =
        "for (const order of db.orders.find({ state: 'open' })) db.orders.updateOne({ _id: order._id }, { $set: { state: 'seen' } })"
      const { outcome } = await ask(target, text, { form: 'script', allowed: 'write' })
      expect(outcome.changedRows).toBe(2)
      expect(outcome.messages.filter((message) => message.includes('updateOne'))).toHaveLength(2)
      const broken = ask(target, "db.orders.insertOne({ _id: 50 }); throw new Error('on purpose')", {
        form: 'script',
        allowed: 'write',
      })
      expect(await refusalOf(broken)).toContain('on purpose')
      expect(await stored('orders', { _id: 50 } as Document)).toHaveLength(at.hasTransactions ? 0 : 1)
      if (at.hasTransactions) {
        const tooMany = ask(target, 'for (let i = 100; i < 120; i++) db.orders.insertOne({ _id: i })', {
          form: 'script',
          allowed: 'write',
        })
        expect(await refusalOf(tooMany)).toBe('This would change 11 documents, and 10 were approved. Nothing was changed.')
        expect(await stored('orders')).toHaveLength(3)
      }
    })

    test('a script reads, computes and prints', async () => {
      const { target } = await given()
      const text = `
        let sum = 0
        db.orders.find({ total: { $gte: 5 } }).sort({ _id: 1 }).forEach((order) => { sum += order.total })
        const states = db.orders.distinct('state').sort()
        const cursor = db.orders.aggregate([{ $match: { state: 'open' } }]); let seen = 0
        while (cursor.hasNext()) { cursor.next(); seen++ }
        print(sum, states, seen, db.orders.find().limit(2).toArray().length, db.orders.findOne({ _id: 3 }).customer.name)
        print(db.orders.countDocuments({}), ObjectId('65f000000000000000000001'), NumberLong('9007199254740993'))`
      const { rows } = await ask(target, text, { form: 'script' })
      expect(rows).toEqual([
        ['21 ["done","open"] 2 2 Cid'],
        ['3 {"$oid":"65f000000000000000000001"} {"$numberLong":"9007199254740993"}'],
      ])
    })

    test('hidden fields come out as dots, at every depth', async () => {
      const { target } = await given()
      const masked = [{ schema: null, table: 'orders', column: 'customer.ssn' }]
      const { documents, columns } = await ask(target, 'db.orders.find({ _id: 1 })', { masked })
      expect(documents[0]?.['customer']).toEqual({ name: 'Ann', ssn: '••••' })
      expect(columns.find(({ name }) => name === 'customer')?.isMasked).toBe(true)
      const joined = await ask(
        target,
        "db.orders.aggregate([{ $match: { _id: 1 } }, { $lookup: { from: 'orders', localField: 'state', foreignField: 'state', as: 'same' } }])",
        { masked },
      )
      expect(JSON.stringify(joined.documents)).not.toMatch(/111|222/)
      const sample = await target.sample({ schema: null, name: 'orders' }, { rows: 2, masked })
      expect(sample.rows).toHaveLength(2)
      expect(JSON.stringify(sample.rows)).not.toMatch(/111|222/)
      const script = await ask(target, 'db.orders.find().forEach((order) => print(order.customer.ssn))', {
        form: 'script',
        masked,
      })
      expect(script.rows).toEqual([['••••'], ['••••'], ['••••']])
    })

    test('review is told what the query would do', async () => {
      const { target } = await given()
      const change = await target.analyse(
        'db.orders.updateMany({ state: /pen/ }, { $set: { a: 1 } }, { upsert: true })',
        'query',
        { masked: [], timeoutMs: 5000 },
      )
      expect(change).toMatchObject({
        class: 'write',
        effect: 'write',
        estimate: { rows: 3, changedRows: 2 },
        undo: { isPossible: true },
      })
      expect(change.findings.map(({ rule }) => rule).toSorted()).toEqual([
        'multi_change',
        'open_regex',
        'unindexed_filter',
        'upsert_without_unique_key',
      ])
      const all = await target.analyse('db.orders.deleteMany({})', 'query', { masked: [], timeoutMs: 5000 })
      expect(all).toMatchObject({ effect: 'delete', estimate: { changedRows: 3 } })
      expect(all.findings[0]).toMatchObject({ rule: 'missing_filter', severity: 'error' })
      const look = await target.analyse(
        "db.orders.aggregate([{ $lookup: { from: 'orders', localField: 'a', foreignField: 'b', as: 'c' } }])",
        'query',
        { masked: [], timeoutMs: 5000 },
      )
      expect(look.findings.map(({ rule }) => rule)).toContain('lookup_without_index')
      const found = await target.analyse('db.orders.find({ _id: 1 }).skip(10)', 'query', { masked: [], timeoutMs: 5000 })
      expect(found.findings.map(({ rule }) => rule)).toEqual(['skip_paging'])
    })

    test('collections and indexes are made, listed and dropped', async () => {
      const { target } = await given()
      for (const text of [
        "db.createCollection('fresh')",
        'db.orders.createIndex({ state: 1 })',
        "db.fresh.renameCollection('fresher')",
      ])
        await ask(target, text, { allowed: 'schema' })
      const catalog = await target.catalog({ rowsMax: 100 })
      expect(catalog.map(({ name, rows }) => `${name} ${rows}`)).toEqual(['fresher 0', 'orders 3'])
      expect(catalog[1]?.columns.map(({ name }) => name)).toContain('customer.ssn')
      expect((await ask(target, 'db.orders.find({ state: "open" }).explain()')).rows).toHaveLength(1)
      for (const text of ["db.orders.dropIndex('state_1')", 'db.fresher.drop()']) await ask(target, text, { allowed: 'schema' })
      expect((await target.catalog({ rowsMax: 100 })).map(({ name }) => name)).toEqual(['orders'])
      expect(await target.health()).toMatchObject({ isReachable: true, problem: null })
    })

    test('a unique key is told by its name, without the value', async () => {
      const { target } = await given()
      expect(await refusalOf(ask(target, 'db.orders.insertOne({ _id: 1 })', { allowed: 'write' }))).toContain(
        'There is a document with the same unique key already (index _id_).',
      )
    })

    test('a result that nobody takes leaves nothing behind', async () => {
      const { server: at, target } = await given()
      if (!at.hasTransactions) return
      const onRow = () => {
        throw new Error('the taker is gone')
      }
      expect(await refusalOf(ask(target, 'db.orders.deleteMany({})', { allowed: 'write', onRow }))).toContain('the taker is gone')
      expect(await stored('orders')).toHaveLength(3)
    })
  })
}

const doubles: AsyncDisposable[] = []
afterAll(async () => {
  for (const double of doubles) await double[Symbol.asyncDispose]()
})

async function ofDouble(isStandalone: boolean) {
  const double = await mongoDouble({ users: { steward: { password: 'right', right: 'readWrite' } }, isStandalone })
  doubles.push(double)
  return {
    reach: async () => ({
      host: '127.0.0.1',
      port: double.port,
      database: 'shop',
      user: 'steward',
      password: 'right',
      tls: { mode: 'off' as const },
    }),
    url: `mongodb://steward:right@127.0.0.1:${double.port}/?authMechanism=SCRAM-SHA-256`,
    database: 'shop',
    hasTransactions: !isStandalone,
  }
}

mongodbContract('a member of a replica set (the double)', () => ofDouble(false))
mongodbContract('a server alone (the double)', () => ofDouble(true))

const url = process.env['MONGO_TEST_URL']
// A server cannot be installed by npm. Where there is one it is used; the double is the whole proof elsewhere.
if (url === undefined) process.stdout.write('MONGO_TEST_URL is not set: MongoDB is proven against the double only\n')
else
  mongodbContract('the server of MONGO_TEST_URL', async () => {
    const at = new URL(url)
    const database = `steward_test_${process.pid}`
    const reach = async () => ({
      host: at.hostname,
      port: Number(at.port === '' ? 27017 : at.port),
      database,
      user: decodeURIComponent(at.username),
      password: decodeURIComponent(at.password),
      tls: at.searchParams.get('tls') === 'true' ? { mode: 'verify' as const } : { mode: 'off' as const },
    })
    const client = new MongoClient(url, { directConnection: true })
    const hello = await client.db('admin').command({ hello: 1 })
    await client.close()
    return { reach, url, database, hasTransactions: hello['setName'] !== undefined || hello['msg'] === 'isdbgrid' }
  })
