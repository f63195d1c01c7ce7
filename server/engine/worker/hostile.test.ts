import { afterAll, describe, expect, test } from 'vitest'
import { codeView, itemsOf } from '../../test/code-view.ts'
import { needs } from '../../test/needs.ts'
import { createCodeRunner } from './index.ts'

const runner = createCodeRunner({ processes: 1, memoryMb: 48, timeoutMs: 600, maxResultBytes: 1_048_576 })
afterAll(() => runner.close())

async function run(code: string, signal?: AbortSignal): Promise<unknown> {
  const [outcome] = await runner.run({
    view: codeView(itemsOf({ n: 1 })),
    call: { language: 'javaScript', code, mode: 'runOnceForAllItems' },
    ...(signal === undefined ? {} : { signal }),
  })
  if (outcome === undefined) return undefined
  return 'error' in outcome ? `${outcome.error.name}: ${outcome.error.message}` : outcome.value
}

const worksAgain = async () => expect(await run('return 42')).toBe(42)

describe('code that does not end', () => {
  test.for([
    ['a loop', 'while (true);'],
    ['a loop of promises', 'while (true) await null'],
    ['a loop after a pause', 'await new Promise((done) => setTimeout(done, 10)); while (true);'],
    ['a promise that nobody resolves', 'await new Promise(() => {})'],
    ['a chain of timers', 'const again = () => setTimeout(again, 1); again(); await new Promise(() => {})'],
    ['a regular expression that backtracks', `return /^(a+)+$/.test('${'a'.repeat(60)}!')`],
    ['a getter of the result', 'return { get a() { while (true); } }'],
    ['a toJSON of the result', 'return { toJSON() { while (true); } }'],
    ['a thrown thing whose message loops', 'throw { get message() { while (true); } }'],
    ['code that breaks out of its wrapper', '}); while (true); (async function () {'],
  ] as const)('%s is stopped', async ([, code]) => {
    await expect(run(code)).rejects.toThrow('The code was stopped because it ran longer than 0.6 s.')
    await worksAgain()
  })

  test('a timer that is left behind does not hold up the next call', async () => {
    expect(await run('setTimeout(() => { while (true); }, 50); return 1')).toBe(1)
    await new Promise((done) => setTimeout(done, 100))
    await worksAgain()
  })

  test('a cancelled execution stops its code', async () => {
    const abort = new AbortController()
    setTimeout(() => abort.abort(), 50)

    await expect(run('while (true);', abort.signal)).rejects.toThrow('because the execution was cancelled')
    await worksAgain()
  })
})

describe('code that takes too much', () => {
  const roomy = createCodeRunner({ processes: 1, memoryMb: 48, timeoutMs: 15_000, maxResultBytes: 1_048_576 })
  afterAll(() => roomy.close())
  const runRoomy = (code: string) =>
    roomy.run({ view: codeView([]), call: { language: 'javaScript', code, mode: 'runOnceForAllItems' } })

  test.for([
    ['objects', 'const a = []; while (true) a.push({ x: [1, 2, 3] })'],
    ['arrays of numbers', 'const a = []; while (true) a.push(new Array(1000).fill(1.5))'],
    ['a text', 'let s = "ab"; const all = []; while (true) { s += s.slice(0, 1e6); all.push(s.split("").join("-")) }'],
  ] as const)('%s without end are stopped', async ([, code]) => {
    await expect(runRoomy(code)).rejects.toThrow('The code was stopped because it used more than 48 MB of memory.')
    expect(await runRoomy('return 42')).toEqual([{ value: 42 }])
  })

  test('buffers without end are refused', async () => {
    const outcome = await runRoomy('const a = []; while (true) a.push(new ArrayBuffer(1e6))').catch((error: unknown) =>
      String(error),
    )

    expect(JSON.stringify(outcome)).toMatch(/allocation failed|more than 48 MB/)
  })

  test('a result of 20 MB does not reach the server', async () => {
    await expect(runRoomy('return "x".repeat(20e6)')).rejects.toThrow('The code returned more than 1 MB.')
    expect(await runRoomy('return 42')).toEqual([{ value: 42 }])
  })

  test('a log without end is cut', async () => {
    const lines: string[] = []
    await roomy.run({
      view: codeView([]),
      log: (_, message) => lines.push(message),
      call: {
        language: 'javaScript',
        code: 'for (let i = 0; i < 1e5; i++) console.log("x".repeat(100)); return 1',
        mode: 'runOnceForAllItems',
      },
    })

    expect(lines).toHaveLength(200)
  })
})

describe('code that wants out', () => {
  test.for([
    ['this.constructor.constructor("return process")()'],
    ['globalThis.constructor.constructor("return process")()'],
    ['(async () => {}).constructor("return process")()'],
    ['$input.all.constructor("return process")()'],
    ['require.constructor("return process")()'],
    ['this.helpers.httpRequest.constructor("return typeof process")()'],
    ['process.env'],
    ['global.process.mainModule.require("child_process")'],
    ['import("node:fs")'],
    ['require("child_process")'],
    ['require("node:process")'],
    [
      'Error.prepareStackTrace = (_, frames) => frames.map((f) => String(f.getThis && f.getThis()?.process)); new Error().stack.join()',
    ],
  ])('%s finds nothing', async ([expression = '']) => {
    const found = JSON.stringify(
      await run(
        `return await (${expression.includes(';') ? `(() => { ${expression.replace('; ', '; return ')} })()` : expression})`,
      ),
    )

    expect(found).not.toMatch(/PATH|STEWARD|pid|execPath|versions/)
    expect(found ?? '').toMatch(/Error|undefined/)
  })

  test('errors from outside carry no function of the outside', async () => {
    const probe = `const probe = (f) => { try { return f() } catch (error) { return typeof error.constructor.constructor('return typeof process')() + ':' + error.constructor.constructor('return typeof process')() } }
      return [probe(() => $('Nowhere')), probe(() => require('crypto').createHash('nope').digest()), probe(() => new URL('nope'))]`

    expect(await run(probe)).toEqual(['string:undefined', 'string:undefined', 'string:undefined'])
  })

  test('functions of the outside stay hidden when the built-ins are replaced', async () => {
    const code = `const seen = []
      for (const name of ['call', 'apply', 'bind']) { const old = Function.prototype[name]; Function.prototype[name] = function (...a) { seen.push(typeof this, typeof a[0]); return old.apply?.(this, a) } }
      Object.defineProperty(Object.prototype, 'reference', { get() { seen.push(typeof this.applySync); return true }, configurable: true })
      Object.defineProperty(Object.prototype, 'applySync', { get() { seen.push('reached'); }, configurable: true })
      JSON.parse = (text) => { seen.push('parsed'); return { value: 1 } }
      try { require('crypto').randomUUID(); $('Before').all(); await new Promise((r) => setTimeout(r, 1)) } catch (error) { seen.push(String(error)) }
      return seen.filter((one) => one === 'function' || one === 'reached').length`

    expect(await run(code)).toBe(0)
  })

  test('options put on Object.prototype do not change what crosses', async () => {
    const code = `Object.prototype.reference = true; Object.prototype.externalCopy = true; Object.prototype.result = { reference: true }; Object.prototype.arguments = { reference: true }
      const all = $('Before').all(); return [Array.isArray(all), all.length, typeof require('crypto').randomUUID()]`

    expect(await run(code)).toEqual([true, 1, 'string'])
    await worksAgain()
  })

  test('one call leaves nothing for the next', async () => {
    await run('globalThis.left = 1; Array.prototype.map = () => "poisoned"; Object.prototype.x = 1; return 1')

    expect(await run('return [typeof left, [1].map((n) => n + 1), ({}).x === undefined]')).toEqual(['undefined', [2], true])
  })

  test('a forged answer is read as hostile text', async () => {
    expect(await run('JSON.stringify = () => "{}"; return { a: 1 }')).toEqual({ a: 1 })
    expect(await run('}); Promise.prototype.then = () => 1; (async function () { return 7')).toBeDefined()
    await worksAgain()
  })

  test('__proto__ in a result pollutes nothing', async () => {
    const result = await run('return JSON.parse(\'{"__proto__":{"polluted":true}}\')')

    expect(Object.hasOwn(result as object, '__proto__')).toBe(true)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  needs('pgrep')('a process killed from outside fails its call and is replaced', async () => {
    const { execFileSync } = await import('node:child_process')
    const pending = run('await new Promise((done) => setTimeout(done, 400))')
    const outcome = expect(pending).rejects.toThrow('The process that ran the code ended unexpectedly. It has been replaced.')
    const children = execFileSync('pgrep', ['-P', String(process.pid), '-f', 'isolate-process'])
      .toString()
      .trim()
      .split('\n')
      .map(Number)
    for (const pid of children) process.kill(pid, 'SIGKILL')

    await outcome
    await worksAgain()
  })
})
