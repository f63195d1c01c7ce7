import ivm from 'isolated-vm'
import { compute } from './compute.ts'
import type { InsideSource } from './inside-source.ts'
import type { FailureKind, Work } from './message.ts'

/** Why a piece of code gave no result. What the code itself threw is a result, not a failure. */
export class IsolateFailure extends Error {
  readonly kind: FailureKind
  readonly line: number | undefined

  constructor(kind: FailureKind, message: string, line?: number) {
    super(message)
    this.kind = kind
    this.line = line
  }
}

type Ask = (what: string, input: string) => Promise<string>
type Loaded = { readonly isolate: ivm.Isolate; readonly runtime: ivm.Script; luxon?: ivm.Script; jmespath?: ivm.Script }

/**
 * Runs user code in a V8 isolate: a heap of its own, a fresh context per call,
 * and nothing of this process inside but three functions that take and give
 * texts. The isolate is kept between calls and thrown away when a call has
 * been stopped in the middle.
 */
export function createIsolateHome(source: InsideSource, memoryMb: number) {
  let loaded: Loaded | undefined

  async function load(): Promise<Loaded> {
    if (loaded !== undefined && !loaded.isolate.isDisposed) return loaded
    const isolate = new ivm.Isolate({ memoryLimit: memoryMb })
    loaded = { isolate, runtime: await isolate.compileScript(source.runtime, { filename: 'runtime.js' }) }
    return loaded
  }

  /** Loads the libraries only for code that names them: they double the cost of a context. */
  async function libraries(home: Loaded, context: ivm.Context, code: string): Promise<void> {
    if (/luxon|DateTime|Interval|Duration|\$now|\$today/.test(code)) {
      home.luxon ??= await home.isolate.compileScript(source.luxon, { filename: 'luxon.js' })
      await home.luxon.run(context)
    }
    if (/jmes/i.test(code)) {
      home.jmespath ??= await home.isolate.compileScript(source.jmespath, { filename: 'jmespath.js' })
      await home.jmespath.run(context)
    }
  }

  async function run(work: Work, ask: Ask): Promise<string> {
    const home = await load()
    const context = await home.isolate.createContext()
    const timers = new Set<NodeJS.Timeout>()
    let late: NodeJS.Timeout | undefined
    const deadline = new Promise<never>((_, reject) => {
      late = setTimeout(() => reject(new IsolateFailure('timeout', 'late')), work.timeoutMs)
    })
    try {
      await libraries(home, context, work.code)
      return await Promise.race([runIn(home, context, work, { ask, timers }), deadline])
    } catch (error) {
      const failure = asFailure(error)
      // Whatever still runs in there ends with the isolate.
      if (failure.kind !== 'syntax' && !home.isolate.isDisposed) home.isolate.dispose()
      throw failure
    } finally {
      clearTimeout(late)
      for (const timer of timers) clearTimeout(timer)
      if (!home.isolate.isDisposed) context.release()
      if (!home.isolate.isDisposed && home.isolate.getHeapStatisticsSync().used_heap_size > (memoryMb * 1_048_576) / 2)
        home.isolate.dispose()
    }
  }

  return { run }
}

type Outside = { readonly ask: Ask; readonly timers: Set<NodeJS.Timeout> }

async function runIn(home: Loaded, context: ivm.Context, work: Work, outside: Outside): Promise<string> {
  const timeout = work.timeoutMs
  const sleep = (delayMs: number) =>
    new Promise<string>((resolve) => {
      outside.timers.add(setTimeout(resolve, Math.min(Math.max(0, delayMs || 0), timeout), '{}'))
    })
  const later = (what: unknown, input: unknown) =>
    what === 'sleep'
      ? sleep(Number((JSON.parse(String(input)) as { delayMs: unknown }).delayMs))
      : outside.ask(String(what), String(input))

  const user = await compileUserCode(home.isolate, work.code)
  const boot = (await home.runtime.run(context, { reference: true })) as ivm.Reference
  const start = (await boot.apply(
    undefined,
    [
      new ivm.Reference(compute),
      new ivm.Reference((what: unknown, input: unknown) => outside.ask(String(what), String(input))),
      new ivm.Reference(later),
    ],
    { result: { reference: true }, timeout },
  )) as ivm.Reference
  const runner = (await start.apply(undefined, [work.call, work.items, work.environment], {
    result: { reference: true },
    timeout,
  })) as ivm.Reference
  const code = (await user.run(context, { reference: true, timeout })) as ivm.Reference
  const result: unknown = await runner.apply(undefined, [code.derefInto()], { result: { promise: true, copy: true }, timeout })
  if (typeof result !== 'string') throw new IsolateFailure('crash', 'The code broke the way it was called.')
  return result
}

async function compileUserCode(isolate: ivm.Isolate, code: string): Promise<ivm.Script> {
  try {
    // On one line with the code, so that its first line is line 1.
    return await isolate.compileScript(`(async function () { ${code}\n})`, { filename: 'code.js' })
  } catch (error) {
    const text = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error)
    const line = /code\.js:(\d+)/.exec(text)?.[1]
    const message = (error instanceof Error ? error.message : String(error)).replace(/ \[code\.js:\d+:\d+\]/, '')
    throw new IsolateFailure('syntax', message, line === undefined ? undefined : Number(line))
  }
}

function asFailure(error: unknown): IsolateFailure {
  if (error instanceof IsolateFailure) return error
  const message = error instanceof Error ? error.message : String(error)
  if (/timed out/.test(message)) return new IsolateFailure('timeout', message)
  if (/memory limit|allocation failed|out of memory/i.test(message)) return new IsolateFailure('memory', message)
  return new IsolateFailure('crash', message)
}
