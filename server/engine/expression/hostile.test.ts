import { expect, test } from 'vitest'
import { createScope, evaluate } from './index.ts'
import { viewOf } from './view.fixture.ts'

const run = (text: string, json: Record<string, unknown> = {}) => evaluate(`={{ ${text} }}`, createScope(viewOf([json])).at(0))

/** Refused with an error, or of no use to who tried. */
function isHarmless(text: string, json?: Record<string, unknown>): boolean {
  try {
    const value = run(text, json)
    return value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
  } catch (error) {
    return (error as Error).name.startsWith('Expression')
  }
}

test.each([
  '"".constructor',
  '(() => 1).constructor("return process")()',
  '[]["constr" + "uctor"]["constr" + "uctor"]("return 1")()',
  '({})[["constructor"]]',
  '({})[{ toString: () => "constructor" }]',
  '({})[`__proto__`]',
  '({}).__proto__.x',
  '(() => 1).prototype',
  '[].map.constructor("return 1")()',
  'Math.max.constructor("return 1")()',
  '$.constructor',
  '$input.constructor',
  '$now.constructor',
  'DateTime.prototype',
  '({ constructor: 1 })',
  '({ __proto__: [] })',
  '({ ["__proto__"]: [] })',
  '(({ constructor: c }) => c)({})',
  '(({ ["constructor"]: c }) => c)("")',
  'new Error("x").constructor',
  'Object.getPrototypeOf([])',
  'Object.setPrototypeOf({}, [])',
  'Object.defineProperty({}, "a", { get: () => 1 })',
  'Object.getOwnPropertyDescriptor([], "length")',
  'Object.getOwnPropertyDescriptors([])',
  '({}).__defineGetter__("a", () => 1)',
  '({}).__lookupGetter__("__proto__")',
  '({ get a() { return 1 } })',
  'Reflect.get({}, "constructor")',
  'new Proxy({}, {})',
  'Function("return 1")()',
  'new Function("return 1")()',
  'eval("1")',
  'globalThis.process',
  'process.env',
  'process.mainModule',
  'require("fs")',
  'import("node:fs")',
  '(async () => 1)()',
  '(async () => 1).constructor("return 1")',
  '(function* () {})()',
  '(async function* () {}).constructor',
  'Promise.resolve(1)',
  '[][Symbol.iterator]',
  '[][Symbol("iterator")]',
  'Symbol.species',
  'new Error("x").stack',
  'Error.prepareStackTrace',
  'Error.captureStackTrace({})',
  'String.raw.constructor`x`',
  '((s) => s.constructor)`x`',
  '((s) => s.raw.constructor)`x`',
  'this.constructor',
  '(function () { return this })()',
  '(function () { return arguments.callee })()',
  '[1].map(function () { return this }).find(Boolean)',
  '"a".replace(/a/, function () { return this.constructor })',
  'JSON.parse("[1]", function () { return this.constructor })',
  '(() => 1).call.call(Math.max.constructor)',
  '[].concat.bind([]).constructor',
  '(class { static x = 1 }).x',
  'new.target',
  'import.meta',
  'WebAssembly',
  'setTimeout(() => 1)',
])('%s leads nowhere', (text) => {
  expect(isHarmless(text)).toBe(true)
})

test('nothing can be hung on prototypes', () => {
  isHarmless('(() => { $json.__proto__.polluted = 1 })()')
  isHarmless('(() => { const k = "__proto__"; $json[k].polluted = 1 })()')
  isHarmless('Object.assign({}, JSON.parse(`{"__proto__":{"polluted":1}}`))')
  isHarmless('[{ a: 1 }].merge([JSON.parse(`{"__proto__":{"polluted":1}}`)])')
  isHarmless('(() => { ({}).toString.polluted = 1 })()')
  isHarmless('(() => { Math.max = 1; JSON.parse = 1; DateTime.now = 1 })()')

  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  expect((() => 1) as unknown as Record<string, unknown>).not.toHaveProperty('polluted')
  expect(run('Math.max(1, 2)')).toBe(2)
})

test.each([
  '(() => { while (true); })()',
  '(() => { for (;;) {} })()',
  '(() => { do {} while (1) })()',
  '(() => { try { while (true); } catch { return 1 } finally { return 2 } })()',
  '(function f() { return f() })()',
  '(() => { const f = () => g(); const g = () => f(); return f() })()',
  '[1].map(function f() { return [1].map(f) })',
  '"a".repeat(1e9)',
  '(() => { let s = "a"; for (;;) s += s })()',
  '"a".padEnd(1e9)',
  '"aaaaaaaaaa".replaceAll("a", "a".repeat(1e7))',
  '(() => { let s = "a".repeat(1e6); return [s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s].join(s) })()',
  'Array(1e9).fill(0)',
  'Array.from({ length: 1e9 })',
  'new Array(4294967295)',
  '(() => { const a = []; a.length = 4e9; return a })()',
  '(() => { const a = []; a[4e9] = 1; return a })()',
  '(() => { let a = [1]; for (;;) a = [...a, ...a] })()',
  '(() => { let a = [1]; for (;;) a = a.concat(a) })()',
  '(() => { let a = [1]; for (let i = 0; i < 60; i++) a = [a, a]; return "" + a })()',
  '(() => { let a = [1]; for (let i = 0; i < 60; i++) a = [a, a]; return JSON.stringify(a) })()',
  '(() => { let a = [1]; for (let i = 0; i < 60; i++) a = [a, a]; return a.flat(100) })()',
  '(() => { const a = "a".repeat(1e7); for (let i = 0; i < 1e6; i++) a.toUpperCase() })()',
  '(() => { let n = 2n; for (;;) n = n * n })()',
  '2n ** 99999999n',
  'numberList(1, 1e9)',
  '/^(a+)+$/.test("a".repeat(40) + "b")',
  '/^(a|a)*$/.test("a".repeat(60) + "b")',
  '/(x+x+)+y/.test("x".repeat(60))',
  '/^(.*a){20}$/.test("a".repeat(200) + "b")',
  'new RegExp("(a*)*$").test("a".repeat(5000) + "b")',
  '"a".repeat(50000).replace(/(?=(a+))a*b/g, "")',
  '"a".repeat(50000).match(/a*a*a*a*b/)',
  'Interval.fromDateTimes(DateTime.fromMillis(0), DateTime.fromMillis(1e12)).splitBy({ seconds: 1 }).length',
  '(() => { const m = new Map(); for (let i = 0; ; i++) m.set(i, i) })()',
  '(() => { for (;;) (1234.5).format("de") })()',
  '(() => { for (;;) (1234.5).toLocaleString("de", { style: "percent" }) })()',
  '(() => { for (;;) new Date().toLocaleString() })()',
  '(() => { for (;;) new Intl.DateTimeFormat("de") })()',
  '(() => { for (;;) DateTime.now().setZone("Asia/Tokyo").diffNow("months") })()',
  '(() => { for (;;) "2024-01-01".toDateTime().format("yyyy") })()',
  '(() => { const a = Array.from({ length: 1000 }, (_, i) => i); for (;;) a.toSorted() })()',
])('%s is stopped', (text) => {
  expect(() => run(text)).toThrow(/too|takes|nested|large|deep/i)
})

test.each([
  ['list.map((n) => n * 2).filter((n) => n % 3 === 0).length', 33_334],
  ['list.filter((n) => n % 2 === 0).map((n) => ({ id: n, name: `n${n}` })).map(({ name }) => name).join(",").length', 344_444],
  [
    'list.map((n) => [n, n.toString().length]).filter(([, digits]) => digits > 4).reduce((sum, [n]) => sum + n, 0)',
    4_949_955_000,
  ],
  ['list.toSorted((a, b) => b - a).slice(0, 2)', [99_999, 99_998]],
  ['list.map((n) => DateTime.fromMillis(n).toISODate()).at(-1)', '1970-01-01'],
])('a hundred thousand elements are no attack: %s', (text, value) => {
  const list = Array.from({ length: 100_000 }, (_, n) => n)

  expect(run(`$json.${text}`, { list })).toEqual(value)
})

test('an object that looks like a promise is not given to the engine', () => {
  expect(() => run('({ then: (resolve) => resolve(1) })')).toThrow('then')
})

test('environment and inherited names are out of reach', () => {
  process.env['EXPRESSION_TEST_SECRET'] = 'secret'

  expect(run('$env.EXPRESSION_TEST_SECRET')).toBeUndefined()
  expect(run('$env.toString')).toBeUndefined()
  expect(run('$json.toString()')).toBe('[object Object]')
  expect(run('"hasOwnProperty" in $json')).not.toBe('function')
})

test('data with the names of prototypes is carried, not obeyed', () => {
  const json = JSON.parse('{"a":{"__proto__":{"admin":true}}}') as Record<string, unknown>

  expect(run('({ ...$json.a }).admin', json)).toBeUndefined()
  expect(run('$json.a.compact().admin', json)).toBeUndefined()
  expect(run('$json.a.admin', json)).toBeUndefined()
})
