import { expect, test } from 'vitest'
import { DateTime } from 'luxon'
import { createScope, evaluate, resolveParameter, toPlain, type RunView } from './index.ts'
import { viewOf } from './view.fixture.ts'

const run = (text: string, json: Record<string, unknown> = {}, more: Partial<RunView> = {}) =>
  evaluate(`={{ ${text} }}`, createScope(viewOf([json], more)).at(0))

test('a lone expression keeps the type of its value', () => {
  expect(run('1 + 1')).toBe(2)
  expect(run('(1 + 2)')).toBe(3)
  expect(run('({ a: (1) })')).toEqual({ a: 1 })
  expect(run('(1, 2); ignored')).toBe(2)
  expect(run('[1, { a: 2 }]')).toEqual([1, { a: 2 }])
  expect(run('$json.missing')).toBeUndefined()
})

test('an expression inside text becomes text, and nothing where it has no value', () => {
  const scope = createScope(viewOf([{ name: 'Ada' }])).at(0)

  expect(evaluate('=Hi {{ $json.name }}{{ $json.missing }}!', scope)).toBe('Hi Ada!')
  expect(evaluate('={{ [1,[2,3]] }} {{ {a:1} }} {{ null }}|{{ NaN }}|{{ 0 }}', scope)).toBe('1,2,3 [object Object] ||0')
  expect(evaluate('=fixed', scope)).toBe('fixed')
})

test('text without braces is fixed text, and escaped braces stay', () => {
  const scope = createScope(viewOf([{}])).at(0)

  expect(evaluate(String.raw`=a \{{ b }}`, scope)).toBe(String.raw`a \{{ b }}`)
  expect(evaluate(String.raw`={{ "\}}" }}`, scope)).toBe('}}')
})

test('reading from what is absent makes the expression undefined instead of failing', () => {
  expect(run('$json.a.b.c')).toBeUndefined()
  expect(run('$json.a.b + "x"')).toBeUndefined()
  expect(run('unknownName')).toBeUndefined()
  expect(run('(() => { throw new Error("x") })()')).toBeUndefined()
  expect(run('$json.a?.b.c ?? "none"')).toBe('none')
})

test('a function that is not called is an error that says so', () => {
  expect(() => run('[1].map')).toThrow('this is a function, please add ()')
})

test('what cannot be parsed is refused when it is evaluated', () => {
  expect(() => run('1 +')).toThrow('invalid syntax')
  expect(() => run('')).toThrow('invalid syntax')
})

test('functions, loops, destructuring and errors work as in JavaScript', () => {
  expect(run('[3, 1, 2].sort().map((x, i) => x * i).filter(Boolean).reduce((a, b) => a + b, 0)')).toBe(8)
  expect(
    run(
      '(() => { let s = 0; outer: for (let i = 0; i < 9; i++) { for (const j of [1, 2]) { if (i === 3) continue outer; if (i > 5) break outer; s += j } } return s })()',
    ),
  ).toBe(15)
  expect(run('(({ a, ...rest }, [b, , c = 7]) => [a, rest, b, c])({ a: 1, x: 2 }, [3, 4])')).toEqual([1, { x: 2 }, 3, 7])
  expect(run('(() => { try { null.x } catch ({ message }) { return message } finally { } })()')).toContain('null')
  expect(run('(function f(n) { return n < 2 ? n : f(n - 1) + f(n - 2) })(12)')).toBe(144)
  expect(run('(() => { const fs = []; for (let i = 0; i < 3; i++) fs.push(() => i); return fs.map(f => f()) })()')).toEqual([
    0, 1, 2,
  ])
  expect(run('(() => { switch (2) { case 1: return "a"; case 2: case 3: { return "b" } default: return "c" } })()')).toBe('b')
  expect(run('(() => { var x = 1; let o = { n: 1 }; o.n += 2; o["k"] = x++; delete o.zz; return [x, o] })()')).toEqual([
    2,
    { n: 3, k: 1 },
  ])
})

test('dates are in the time zone of the workflow and at the time of the execution', () => {
  const more = { timezone: 'Asia/Tokyo', nowMs: Date.UTC(2024, 0, 1, 20) }

  expect(run('$now.toISO()', {}, more)).toBe('2024-01-02T05:00:00.000+09:00')
  expect(run('$today.toISODate()', {}, more)).toBe('2024-01-02')
  expect(run('DateTime.now().hour + new Date().getTime()', {}, more)).toBe(5 + Date.UTC(2024, 0, 1, 20))
  expect(run('"2024-05-01".toDateTime().plus(1, "day").format("dd.MM.yyyy ZZ")', {}, more)).toBe('02.05.2024 +09:00')
  expect(DateTime.now().zoneName).not.toBe('Asia/Tokyo')
})

test('changes in an expression are seen by it and by nothing else', () => {
  const json = { list: [3, 1, 2], deep: { n: 1 } }

  expect(run('$json.list.sort().concat($json.list)', json)).toEqual([1, 2, 3, 1, 2, 3])
  expect(run('(() => { $json.deep.n = 5; $json.x = 1; return JSON.stringify($json) })()', json)).toBe(
    '{"list":[3,1,2],"deep":{"n":5},"x":1}',
  )
  expect(
    run('(() => { $input.all().push(1); $input.first().json.list.length = 0; return $input.item.json.list })()', json),
  ).toEqual([])
  expect(run('Object.assign($json, { y: 1 }).y', json)).toBe(1)
  expect(run('[[1], [2]].map(a => a["po" + "p"]())', json)).toEqual([1, 2])
  expect(json).toEqual({ list: [3, 1, 2], deep: { n: 1 } })
})

test('a parameter without expressions is returned as it is', () => {
  const scope = createScope(viewOf([{ a: 1 }])).at(0)
  const fixed = { a: [1, { b: 'text' }] }

  expect(resolveParameter(fixed, scope)).toBe(fixed)
  expect(resolveParameter({ a: [{ b: '={{ $json.a }}' }], c: 'x' }, scope)).toEqual({ a: [{ b: 1 }], c: 'x' })
})

test('what leaves an expression becomes plain data', () => {
  const same = { a: [1, null, { b: 'c' }] }

  expect(toPlain(same)).toBe(same)
  expect(
    toPlain({ d: new Date(0), t: DateTime.fromISO('2024-01-01', { zone: 'utc' }), u: undefined, f: () => 1, n: [undefined] }),
  ).toEqual({
    d: '1970-01-01T00:00:00.000Z',
    t: '2024-01-01T00:00:00.000Z',
    n: [null],
  })
  expect(toPlain(run('$input'))).toMatchObject({ item: { json: {} } })
})
