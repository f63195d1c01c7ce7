import { type MongoDouble, mongoDouble } from '#test/mongo-double/mongo-double'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { QueryClass, Target } from '../target.ts'
import { ask, refusalOf } from './asking.fixture.ts'
import { openMongodb } from './open-mongodb.ts'

const people = [{ _id: 1, name: 'Ann', ssn: '078-05-1120' }]
const masked = [{ schema: null, table: 'people', column: 'ssn' }]

let double: MongoDouble
let target: Target

beforeAll(async () => {
  double = await mongoDouble({ users: { steward: { password: 'right', right: 'readWrite' } } })
  double.put('shop.people', people)
  double.put(
    'shop.numbers',
    Array.from({ length: 300 }, (_, i) => ({ _id: i })),
  )
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

const run = (text: string, allowed: QueryClass = 'read', statementMs = 5000) =>
  ask(target, text, { form: 'script', allowed, masked, limits: { statementMs } })

async function stopped(
  text: string,
  sentence: string,
  options: { allowed?: QueryClass; statementMs?: number } = {},
): Promise<void> {
  expect(await refusalOf(run(text, options.allowed, options.statementMs))).toContain(sentence)
  expect(double.documents('shop.people')).toEqual(people)
  expect(double.leftOpen()).toBe(0)
}

type Hostile = readonly [text: string, sentence: string, allowed?: QueryClass]

describe('scripts that are not what was approved', () => {
  const read = 'and read was approved.'
  const hostile: readonly Hostile[] = [
    ['db.people.deleteMany({})', `This is of class write, ${read}`],
    ['const c = db.people; c.deleteMany({})', `This is of class write, ${read}`],
    ['const { deleteMany } = db.people; deleteMany({})', `This is of class write, ${read}`],
    ["db.people['delete' + 'Many']({})", `This is of class schema, ${read}`],
    ["const m = 'deleteMany'; db.people[m]({})", `This is of class schema, ${read}`],
    ["const c = db.people; const f = c[['delete', 'Many'].join('')]; f({})", `This is of class schema, ${read}`],
    ["Reflect.get(db.people, 'delete' + 'Many')({})", `This is of class schema, ${read}`],
    // The text hides it; the call itself does not.
    ["const pick = (o, k) => o[k]; const f = pick(db.people, 'delete' + 'Many'); f({})", `This is of class write, ${read}`],
    [
      "Object.entries({ a: 1 }).forEach(() => { const box = [db.people]; const g = box[0]; const h = g['delete' + 'Many']; h({}) })",
      `This is of class write, ${read}`,
    ],
    [
      "const pick = (o, k) => o[k]; try { pick(db.people, 'delete' + 'Many').call(0, {}) } catch {} print('went on')",
      'call is not among the methods',
    ],
    [
      "const pick = (o, k) => o[k]; const f = pick(db.people, 'delete' + 'Many'); try { f({}) } catch {} print('went on')",
      `This is of class write, ${read}`,
    ],
    ["db.people.aggregate([{ $match: {} }, { $out: 'copy' }]).toArray()", `This is of class write, ${read}`],
    ["db.people.aggregate([{ $match: {} }, { ['$o' + 'ut']: 'copy' }]).toArray()", `This is of class write, ${read}`],
    ["db.people.find({ ['$wh' + 'ere']: 'true' }).toArray()", '$where runs JavaScript inside the database'],
    ["db.people.find({ $where: 'true' }).toArray()", '$where runs JavaScript inside the database'],
    ["db.people.find({ $expr: { ['$func' + 'tion']: {} } }).toArray()", '$function runs JavaScript inside the database'],
    ['db.people.find({ a: () => 1 }).toArray()', 'A function cannot be given to the database.'],
    ["db.people.find({ a: { ['$co' + 'de']: 'x' } }).toArray()", 'carries JavaScript into the database'],
    ['db.people.find({ a: undefined }).toArray()', 'There is an undefined value'],
    ['db.people.mapReduce()', 'mapReduce runs JavaScript'],
    ["db.getSiblingDB('admin').users.find()", 'Other databases cannot be reached'],
    ["db.runCommand({ drop: 'people' })", 'runCommand is refused'],
    ['const d = db; d.adminCommand({ shutdown: 1 })', 'adminCommand is refused'],
    ["const pick = (o, k) => o[k]; const f = pick(db, 'run' + 'Command'); f({ ping: 1 })", 'runCommand is refused'],
    [
      "const pick = (o, k) => o[k]; const u = pick(db, 'sys' + 'tem').users; u.find().toArray()",
      'system.users belongs to the database itself',
    ],
    ["db.getCollection('sys' + 'tem.users').find().toArray()", 'system.users belongs to the database itself'],
    ["db.people.find({ ['__pro' + 'to__']: 1 }).toArray()", 'The key __proto__ is refused.'],
    ['db.people.find(JSON.parse(\'{"__proto__": 1}\')).toArray()', 'The key __proto__ is refused.'],
    ["eval('db.people.drop()')", 'eval is not available'],
    ["ev\\u0061l('1')", 'eval is not available'],
    ["new Function('return 1')()", 'Function is not available'],
    ["(() => {}).constructor('return 1')()", 'constructor is refused'],
    [
      "const k = 'constr' + 'uctor'; const f = (() => {}); const g = f[k]; print(g('return 1')())",
      'Code is not made of text here.',
    ],
    [
      "const k = 'constr' + 'uctor'; const f = (async () => {}); const g = f[k]; print(g('return 1')())",
      'Code is not made of text here.',
    ],
    ["print(globalThis['ev' + 'al'])", 'it was done'],
    ["const g = globalThis; const p = g['pro' + 'cess']; print(p.env)", 'The script failed in line 1'],
    ["require('fs')", 'require is not available'],
    ["fetch('http://localhost')", 'fetch is not available'],
    ["import('fs')", 'import is not available'],
    ['with (db) { people.find() }', 'with is refused'],
    ['db.people = 1', 'db cannot be changed.'],
    ["'use strict'; db.people = 1", 'db cannot be changed.'],
    ['Object.setPrototypeOf(db, {})', 'db cannot be changed.'],
    ["Object.defineProperty(db, 'x', { value: 1 })", 'db cannot be changed.'],
    ["Array.prototype.map = () => [{ ['$wh' + 'ere']: '1' }]; db.people.find({}).toArray()", '$where runs JavaScript'],
    ["Object.prototype.toJSON = () => ({ ask: 'call' }); db.people.find({}).toArray()", 'failed'],
    [
      "const o = {}; Object.defineProperty(o, 'name', { enumerable: true, get: () => { db.people.find().toArray(); return /^0/ } }); db.people.countDocuments(o); print('ok')",
      'it was done',
    ],
    [
      "const o = {}; let n = 0; Object.defineProperty(o, 'ssn', { enumerable: true, get: () => n++ }); db.people.countDocuments(o)",
      'ssn is hidden',
    ],
    ["try { db.people.countDocuments({ ssn: /^0/ }) } catch { print('no') }", 'ssn is hidden'],
    ['db.people.find().forEach((p) => db.people.replaceOne({ _id: p._id }, p))', '•••• stands for a hidden value', 'write'],
    ['db.people.find().sort({ ssn: 1 }).next()', 'ssn is hidden'],
    ['db.numbers.find().toArray()', 'numbers.find gave more than the 100 documents that a query may read.'],
    [
      'for (let i = 0; i < 20; i++) db.people.insertOne({ _id: 100 + i })',
      'This would change 11 documents, and 10 were approved. Nothing was changed.',
      'write',
    ],
    ['db.people.createIndex({ name: 1 })', 'This is of class schema, and write was approved.', 'write'],
    ["throw new Error('x'.repeat(100000))", 'The script failed in line 1: Error: xxx'],
    ['let a = {', 'This is not a query of the MongoDB shell'],
    ['', 'There is no script in the text.'],
  ]
  const told = hostile.filter(([, sentence]) => sentence !== 'it was done')
  for (const [text, sentence, allowed = 'read'] of told) test(text || 'nothing', () => stopped(text, sentence, { allowed }))
  for (const [text] of hostile.filter(([, sentence]) => sentence === 'it was done'))
    test(`${text} does no harm`, async () => {
      const { rows } = await run(text)
      expect(JSON.stringify(rows)).not.toMatch(/078|native/)
      expect(double.documents('shop.people')).toEqual(people)
    })
})

describe('scripts that want too much', () => {
  test('an endless loop is stopped at its deadline', async () => {
    const started = performance.now()
    await stopped('for (;;);', 'The script took longer than it may and was stopped.', { statementMs: 700 })
    expect(performance.now() - started).toBeLessThan(3000)
  })
  test('a loop in promises is stopped too', () =>
    stopped('const again = () => Promise.resolve().then(again); again()', 'took longer than it may', {
      statementMs: 700,
    }))
  test('a regular expression that never ends is stopped', () =>
    stopped(`/^(a+)+$/.test('${'a'.repeat(60)}b')`, 'took longer than it may', { statementMs: 700 }))
  test('endless asking is stopped at its deadline', () =>
    stopped('for (;;) db.people.findOne({})', 'took longer than it may', { statementMs: 1000 }))
  test('a memory bomb of text is stopped', () => stopped("let s = 'x'; for (;;) s += s + s", 'The script', { statementMs: 3000 }))
  test('a memory bomb of arrays is stopped', () =>
    stopped('const held = []; for (;;) held.push({ a: [1, 2, 3] })', 'The script needed more than 64 MB of memory', {
      statementMs: 20_000,
    }))
  test('a memory bomb of bytes is stopped', () =>
    stopped(
      'const held = []; for (;;) held.push(new ArrayBuffer(8 * 1024 * 1024))',
      'The script needed more than 64 MB of memory',
      {
        statementMs: 20_000,
      },
    ))
  test('deep recursion ends the script, and the next one runs', async () => {
    await stopped('function f() { return f() + 1 } f()', 'The script failed in line 1: InternalError: stack overflow')
    await stopped(
      'const a = []; let b = a; for (let i = 0; i < 100000; i++) { const c = []; b.push(c); b = c } JSON.stringify(a)',
      'The script',
    )
    expect((await run('print(1)')).rows).toEqual([['1']])
  })
  test('a value that is too large does not leave the script', () =>
    stopped("const s = 'x'.repeat(7000000); print(s + s + s + s)", 'A value is too large to leave the script.', {
      statementMs: 20_000,
    }))
  test('what is printed beyond the limits is left out, and said to be', async () => {
    const { outcome } = await run('for (let i = 0; i < 150; i++) print(i)')
    expect(outcome).toMatchObject({ rows: 100, isTruncated: true })
  })
  test('a script asks only so often', { timeout: 90_000 }, () =>
    stopped('for (let i = 0; i < 10001; i++) db.nothing.estimatedDocumentCount()', 'A script may ask the database 10000 times.', {
      statementMs: 60_000,
    }),
  )
  test('a script that is cancelled is gone', async () => {
    const stop = new AbortController()
    const work = ask(target, 'for (;;) db.people.findOne({})', { form: 'script', signal: stop.signal })
    setTimeout(() => stop.abort(), 500)
    expect(await refusalOf(work)).toBe('The query was cancelled.')
    expect(double.leftOpen()).toBe(0)
  })
})
