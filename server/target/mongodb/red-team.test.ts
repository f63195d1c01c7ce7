import { type MongoDouble, mongoDouble } from '#test/mongo-double/mongo-double'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { QueryClass, Target } from '../target.ts'
import { ask, refusalOf } from './asking.fixture.ts'
import { openMongodb } from './open-mongodb.ts'

const secret = '078-05-1120'
const people = [
  { _id: 1, name: 'Ann', ssn: secret, contact: { phone: '1', pin: '9876' }, kids: [{ name: 'Zoe', ssn: secret }] },
  { _id: 2, name: 'Bob', ssn: '219-09-9999', contact: { phone: '2', pin: '5432' }, kids: [] },
]
const masked = [
  { schema: null, table: 'people', column: 'ssn' },
  { schema: null, table: 'people', column: 'contact.pin' },
  { schema: null, table: 'people', column: 'kids.ssn' },
]

let double: MongoDouble
let target: Target

beforeAll(async () => {
  double = await mongoDouble({ users: { steward: { password: 'right', right: 'readWrite' } } })
  double.put('shop.people', people)
  double.put('shop.orders', [
    { _id: 1, person: 1, total: 5 },
    { _id: 2, person: 2, total: 7 },
  ])
  double.view('shop.shown', { viewOn: 'people', pipeline: [{ $project: { x: '$ssn' } }] })
  target = openMongodb(async () => ({
    host: '127.0.0.1',
    port: double.port,
    database: 'shop',
    user: 'steward',
    password: 'right',
    tls: { mode: 'off' },
  }))
})
afterAll(async () => {
  await target.close()
  await double[Symbol.asyncDispose]()
})

/** Nothing was changed, and nothing of what is hidden came out. */
async function stopped(work: Promise<{ rows: readonly (readonly unknown[])[] }>, sentence: string): Promise<void> {
  expect(await refusalOf(work)).toContain(sentence)
  expect(double.documents('shop.people')).toEqual(people)
  expect(double.documents('shop.orders')).toHaveLength(2)
  expect([...double.inside.store.data.keys()].toSorted()).toEqual(['shop.orders', 'shop.people'])
}

const nameOf = (text: string) => (text.length > 100 ? `${text.slice(0, 100)}…` : text || 'nothing')

type Hostile = readonly [text: string, sentence: string, allowed?: QueryClass]

describe('queries that are not what was approved', () => {
  const hostile: readonly Hostile[] = [
    ['db.people.deleteMany({})', 'This is of class write, and read was approved.'],
    ["db.people.updateOne({ _id: 1 }, { $set: { name: 'x' } })", 'This is of class write, and read was approved.'],
    ['db.people.findOneAndDelete({ _id: 1 })', 'This is of class write, and read was approved.'],
    ['db.people.bulkWrite([{ deleteOne: { filter: {} } }])', 'This is of class write, and read was approved.'],
    ['db.people.drop()', 'This is of class schema, and write was approved.', 'write'],
    ["db.people.aggregate([{ $match: {} }, { $out: 'copy' }])", 'This is of class write, and read was approved.'],
    ["db.people.aggregate([{ $merge: { into: 'orders' } }])", 'This is of class write, and read was approved.'],
    ["db.people.aggregate([{ $out: 'copy' }, { $match: {} }])", '$out writes, and can only stand at the end', 'write'],
    ["db.people.aggregate([{ $facet: { a: [{ $out: 'copy' }] } }])", '$out writes, and can only stand at the end', 'write'],
    [
      "db.orders.aggregate([{ $lookup: { from: 'people', as: 'p', pipeline: [{ $merge: 'copy' }] } }])",
      '$merge writes, and can only stand at the end',
      'write',
    ],
    [
      "db.orders.aggregate([{ $unionWith: { coll: 'people', pipeline: [{ $out: 'copy' }] } }])",
      '$out writes, and can only stand at the end',
      'write',
    ],
    [
      "db.people.aggregate([{ $out: { db: 'other', coll: 'copy' } }])",
      '$out may only write into a collection of this database',
      'write',
    ],
    [
      "db.people.aggregate([{ $merge: { into: { db: 'other', coll: 'copy' } } }])",
      '$merge may only reach collections of this database',
      'write',
    ],
    [
      "db.orders.aggregate([{ $lookup: { from: { db: 'hr', coll: 'pay' }, as: 'x', pipeline: [] } }])",
      '$lookup may only reach collections of this database',
    ],
    [
      "db.orders.aggregate([{ $unionWith: { db: 'hr', coll: 'pay' } }, { $limit: 1 }])",
      '$unionWith may only reach collections of this database',
    ],
    ["db.people.find({ $where: 'sleep(1000) || true' })", '$where runs JavaScript inside the database'],
    ['db.people.find({ $where: function () { return true } })', 'A query is given plain values only, and there is a function'],
    ["db.people.find({ $and: [{ $or: [{ '$where': 'true' }] }] })", '$where runs JavaScript inside the database'],
    ["db.people.find({ '$\\u0077here': 'true' })", '$where runs JavaScript inside the database'],
    [
      "db.people.find({ $expr: { $function: { body: 'x', args: [], lang: 'js' } } })",
      '$function runs JavaScript inside the database',
    ],
    [
      "db.people.aggregate([{ $group: { _id: null, a: { $accumulator: { init: 'x' } } } }])",
      '$accumulator runs JavaScript inside the database',
    ],
    ["db.people.deleteMany({ $where: 'true' })", '$where runs JavaScript inside the database', 'write'],
    ["db.people.mapReduce('m', 'r', { out: 'x' })", 'mapReduce runs JavaScript inside the database'],
    ["db.people.find(Code('x'))", 'there is the function Code'],
    ["db.runCommand({ drop: 'people' })", 'runCommand is refused'],
    ["db['runCommand']({ drop: 'people' })", 'runCommand is refused'],
    ['db.adminCommand({ shutdown: 1 })', 'adminCommand is refused'],
    ["db.getSiblingDB('admin').users.find()", 'A query begins with db and the name of a collection.'],
    ['db.getMongo()', 'The connection itself cannot be reached.'],
    ['db.dropDatabase()', 'A whole database is not dropped from here.', 'schema'],
    ["db.createUser({ user: 'x' })", 'Users of the database are not changed from here.', 'schema'],
    ['db.system.users.find()', 'system.users belongs to the database itself'],
    ["db.getCollection('system.profile').find()", 'system.profile belongs to the database itself'],
    ["db.orders.aggregate([{ $unionWith: 'system.views' }])", 'system.views belongs to the database itself'],
    ['db.orders.aggregate([{ $currentOp: {} }])', '$currentOp shows what others do'],
    ['db.orders.aggregate([{ $listSessions: {} }])', '$listSessions shows the sessions of others'],
    ['db.orders.aggregate([{ $newStage: {} }])', 'The stage $newStage is not known here'],
    ['db.orders.find({ total: { $newOperator: 1 } })', '$newOperator is not known here'],
    ['db.orders.frobnicate()', 'frobnicate is not among the methods that can be called here'],
    ['db.orders.find().forEach(function (d) { db.orders.remove(d) })', 'there is a function'],
    ['db.orders.find(); db.orders.drop()', 'There is a second statement in line 1'],
    ['db.orders.find() // \n db.orders.drop()', 'There is a second statement in line 2'],
    ['db.orders.find(/* ) */ { }) /* \n */ , db.orders.drop()', 'A query has the form'],
    ['db.orders.find`drop`', 'A query'],
    ['db.orders[`drop`]()', 'Names are written out in a query'],
    ["db.orders['dr' + 'op']()", 'Names are written out in a query'],
    ['db.orders.find({ total: `${1}` })', 'there is a template text'],
    ['db.orders?.find()', 'A query'],
    ['d\\u0062.orders.dr\\u006fp()', 'This is of class schema, and read was approved.'],
    ["db.orders.find({ ['$where']: 'true' })", 'there is a computed key or a method'],
    ["db.orders.find({ ...{ $where: 'true' } })", 'there is a spread'],
    ["db.orders.find({ __proto__: { $where: 'true' } })", 'the key __proto__'],
    ["db.orders.find({ '__proto__': null })", 'the key __proto__'],
    ["db.orders.updateOne({}, { $set: { '__proto__.polluted': 1 } })", 'the key __proto__', 'write'],
    ["db.orders.find([].constructor.constructor('return process')())", 'A query is given plain values only'],
    ['db.orders.find({ a: [1].constructor(1e9).fill(0) })', 'there is a call of a method'],
    ["db.orders.find({ a: 'x'.repeat(1e9) })", 'there is a call of a method'],
    ['db.orders.find({ a: process.env })', 'there is a property of something'],
    ['db.orders.find({ a: (() => 1)() })', 'A query is given plain values only'],
    ['db.orders.find({ a: undefined })', 'there is undefined'],
    ['db.orders.deleteMany()', 'deleteMany is given a condition first', 'write'],
    ['db.orders.find({}, {}, { session: 1 })', 'The option session is not known here'],
    ['db.orders.find({}).limit(-1)', 'limit is given a whole number'],
    ["eval('db.orders.drop()')", 'A query begins with db'],
    [`db.orders.find(${'['.repeat(5000)}${']'.repeat(5000)})`, 'deep'],
    ['db.orders.find(', 'This is not a query of the MongoDB shell'],
    ['', 'There is no query in the text.'],
    ['x'.repeat(300_000), 'The text is longer than 256 KB.'],
  ]
  for (const [text, sentence, allowed = 'read'] of hostile)
    test(nameOf(text), async () => {
      await stopped(ask(target, text, { allowed }), sentence)
    })
})

describe('queries for what is hidden', () => {
  const hidden: readonly Hostile[] = [
    ['db.people.find({ ssn: /^0/ })', 'ssn is hidden and cannot be used in a condition.'],
    ["db.people.find({ 'kids.0.ssn': '1' })", 'kids.ssn is hidden and cannot be used in a condition.'],
    ["db.people.find({ contact: { phone: '1', pin: '9876' } })", 'contact holds or leads to contact.pin, which is hidden'],
    ["db.people.find({ kids: { $elemMatch: { ssn: '1' } } })", 'which is hidden'],
    ["db.people.find({ $nor: [{ $and: [{ ssn: { $gt: '1' } }] }] })", 'ssn is hidden'],
    ["db.people.find({ $expr: { $eq: ['$ssn', '1'] } })", 'ssn is hidden'],
    ["db.people.find({ $expr: { $regexMatch: { input: '$$ROOT.ssn', regex: '^0' } } })", '$$ROOT is the whole document'],
    ["db.people.find({ $expr: { $eq: ['$$CURRENT.ssn', '1'] } })", '$$CURRENT is the whole document'],
    ["db.people.find({ $expr: { $let: { vars: { d: '$contact' }, in: '$$d.pin' } } })", 'hidden'],
    [
      "db.people.find({ $jsonSchema: { patternProperties: { '^s': { pattern: '^0' } } } })",
      '$jsonSchema tests fields that it need not name',
    ],
    ["db.people.find({ $text: { $search: '078' } })", '$text searches in fields that it does not name'],
    ['db.people.find().sort({ ssn: 1 })', 'ssn is hidden and cannot be used in an order.'],
    ["db.people.find().sort({ 'contact.pin': 1 })", 'contact.pin is hidden and cannot be used in an order.'],
    ['db.people.find().hint({ ssn: 1 })', 'hint is refused where fields are hidden'],
    ["db.people.find({}, { x: '$ssn' })", 'ssn is hidden'],
    ["db.people.find({}, { x: { $concat: ['$ssn', ''] } })", 'ssn is hidden'],
    ["db.people.distinct('ssn')", 'ssn is hidden and cannot be used in distinct.'],
    ["db.people.distinct('contact')", 'contact holds or leads to contact.pin'],
    ["db.people.countDocuments({ ssn: '1' })", 'ssn is hidden'],
    ["db.people.aggregate([{ $project: { x: '$ssn' } }])", 'ssn is hidden'],
    ["db.people.aggregate([{ $addFields: { x: '$contact' } }])", 'contact holds or leads to contact.pin'],
    ["db.people.aggregate([{ $replaceRoot: { newRoot: '$contact' } }])", 'contact holds or leads to contact.pin'],
    ["db.people.aggregate([{ $group: { _id: '$ssn' } }])", 'ssn is hidden'],
    ["db.people.aggregate([{ $group: { _id: null, a: { $push: '$$ROOT' } } }])", '$$ROOT is the whole document'],
    ["db.people.aggregate([{ $project: { a: { $objectToArray: '$$ROOT' } } }])", '$objectToArray turns fields into values'],
    [
      "db.people.aggregate([{ $project: { a: { $getField: { $concat: ['s', 'sn'] } } } }])",
      '$getField reaches a field by a computed name',
    ],
    ["db.people.aggregate([{ $sortByCount: '$ssn' }])", 'ssn is hidden'],
    ['db.people.aggregate([{ $sort: { ssn: 1 } }])', 'ssn is hidden'],
    ["db.people.aggregate([{ $unwind: '$kids' }, { $match: { 'kids.ssn': '1' } }])", 'kids.ssn is hidden'],
    ["db.people.aggregate([{ $facet: { a: [{ $match: { ssn: '1' } }] } }])", 'ssn is hidden'],
    ["db.people.aggregate([{ $facet: { a: [] } }, { $project: { x: '$a.ssn' } }])", 'hidden'],
    [
      "db.orders.aggregate([{ $lookup: { from: 'people', localField: 'person', foreignField: 'ssn', as: 'p' } }])",
      'ssn is hidden',
    ],
    [
      "db.orders.aggregate([{ $lookup: { from: 'people', localField: 'person', foreignField: '_id', as: 'p' } }, { $project: { x: { $arrayElemAt: ['$p.ssn', 0] } } }])",
      'hidden',
    ],
    [
      "db.orders.aggregate([{ $lookup: { from: 'people', localField: 'person', foreignField: '_id', as: 'p' } }, { $group: { _id: '$p' } }])",
      'hidden',
    ],
    [
      "db.orders.aggregate([{ $lookup: { from: 'people', as: 'p', let: { x: '$total' }, pipeline: [{ $match: { ssn: /^0/ } }] } }])",
      'ssn is hidden',
    ],
    ["db.orders.aggregate([{ $unionWith: { coll: 'people', pipeline: [{ $project: { total: '$ssn' } }] } }])", 'ssn is hidden'],
    [
      "db.orders.aggregate([{ $graphLookup: { from: 'people', startWith: '$person', connectFromField: 'ssn', connectToField: '_id', as: 'g' } }])",
      'ssn is hidden',
    ],
    [
      "db.people.aggregate([{ $redact: { $cond: [{ $eq: ['$name', 'x'] }, '$$KEEP', '$$PRUNE'] } }])",
      '$redact tests fields at every depth',
    ],
    ["db.people.aggregate([{ $out: 'copy' }])", '$out would copy hidden fields', 'write'],
    [
      "db.orders.aggregate([{ $merge: { into: 'people', on: '_id', whenMatched: [{ $set: { name: '$ssn' } }], whenNotMatched: 'discard' } }])",
      'people has hidden fields, so nothing is merged into it.',
      'write',
    ],
    ["db.people.updateMany({}, [{ $set: { x: '$ssn' } }])", 'ssn is hidden', 'write'],
    ["db.people.updateMany({}, { $rename: { ssn: 'x' } })", 'ssn is hidden', 'write'],
    ['db.people.updateMany({ ssn: /^0/ }, { $set: { x: 1 } })', 'ssn is hidden', 'write'],
    ["db.people.updateMany({}, { $max: { ssn: '5' } })", 'ssn is hidden', 'write'],
    [
      "db.people.updateOne({ _id: 1 }, { $set: { 'kids.$[e].name': 'x' } }, { arrayFilters: [{ 'e.ssn': '1' }] })",
      'arrayFilters are refused where fields are hidden.',
      'write',
    ],
    ['db.shown.updateMany({ x: /^0/ }, { $set: { a: 1 } })', 'shown is a view', 'write'],
    ["db.people.deleteOne({ ssn: '1' })", 'ssn is hidden', 'write'],
    ['db.people.findOneAndUpdate({ _id: 1 }, { $set: { a: 1 } }, { sort: { ssn: 1 } })', 'ssn is hidden', 'write'],
    ["db.people.replaceOne({ _id: 1 }, { ssn: '••••' })", '•••• stands for a hidden value', 'write'],
    ["db.people.renameCollection('folk')", 'people has hidden fields; under another name they would be shown.', 'schema'],
    ['db.shown.find()', 'shown is a view, and fields of this database are hidden'],
  ]
  for (const [text, sentence, allowed = 'read'] of hidden)
    test(nameOf(text), async () => {
      await stopped(ask(target, text, { allowed, masked }), sentence)
      const analysis = await target.analyse(text, 'query', { masked, timeoutMs: 5000 })
      expect(analysis).toMatchObject({ class: 'refused', refusal: expect.stringContaining(sentence) })
    })

  test.each([
    'db.people.find()',
    'db.people.find({}, { ssn: 1, contact: 1, kids: 1 })',
    'db.people.aggregate([{ $unwind: "$kids" }])',
    'db.people.aggregate([{ $facet: { a: [{ $match: { name: "Ann" } }] } }])',
    "db.orders.aggregate([{ $lookup: { from: 'people', localField: 'person', foreignField: '_id', as: 'p' } }, { $unwind: '$p' }])",
    "db.orders.aggregate([{ $unionWith: 'people' }])",
    "db.orders.aggregate([{ $graphLookup: { from: 'people', startWith: '$person', connectFromField: 'name', connectToField: '_id', as: 'g' } }])",
  ])('%s shows dots', async (text) => {
    const { rows } = await ask(target, text, { masked })
    const shown = JSON.stringify(rows)
    expect(shown).toContain('••••')
    expect(shown).not.toMatch(/078-05|219-09|9876|5432/)
  })
})
