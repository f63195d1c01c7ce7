import { type ChildProcess, fork } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { insideSource } from './inside-source.ts'
import type { FailureKind, FromWorker, ToWorker, Work } from './message.ts'

export type WorkFailure = { readonly kind: FailureKind | 'cancelled'; readonly message: string; readonly line?: number }
export type WorkOutcome = { readonly result: string } | { readonly failure: WorkFailure }

/** Answers a question of the code about its execution. */
export type Answer = (what: string, input: string) => Promise<string>

export type WorkerProcess = {
  readonly pid: number | undefined
  /** False once the process has ended or must not be used again. */
  readonly alive: () => boolean
  readonly run: (work: Work, answer: Answer, signal: AbortSignal | undefined) => Promise<WorkOutcome>
  readonly stop: () => void
}

type Running = { readonly id: number; readonly answer: Answer; readonly settle: (outcome: WorkOutcome) => void }

/** How long after its own deadline a silent process is killed. */
const graceMs = 1500

/** Starts a process for isolates: empty environment, no files but its own code, no network, no child processes. */
export function startWorkerProcess(settings: { readonly memoryMb: number; readonly maxResultBytes: number }): WorkerProcess {
  const child = fork(fileURLToPath(new URL('isolate-process.ts', import.meta.url)), [], {
    env: process.env['TZ'] === undefined ? {} : { TZ: process.env['TZ'] },
    execArgv: [
      '--no-node-snapshot',
      '--permission',
      '--allow-addons',
      ...readableFolders().map((folder) => `--allow-fs-read=${folder}`),
      '--no-warnings',
    ],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'json',
  })
  // The server may end while a process rests; the process ends with the channel.
  child.unref()
  child.channel?.unref()
  let running: Running | undefined
  let alive = true
  let calls = 0

  const end = (failure: WorkFailure) => {
    alive = false
    running?.settle({ failure })
    child.kill('SIGKILL')
  }
  // V8 aborts a process whose heap is full.
  child.on('exit', (code, signal) =>
    end({ kind: signal === 'SIGABRT' || code === 134 ? 'memory' : 'crash', message: `ended with ${signal ?? `code ${code}`}` }),
  )
  child.on('error', (error) => end({ kind: 'crash', message: error.message }))
  child.on('message', (message: FromWorker) => {
    if (running === undefined || message.type === 'ready' || message.id !== running.id) return
    // A process that has been too large is not used again.
    if (message.type === 'failed' && message.kind === 'memory') end({ kind: 'memory', message: String(message.message) })
    else receive(child, running, message)
  })
  tell(child, { type: 'start', source: insideSource(), ...settings })

  async function run(work: Work, answer: Answer, signal: AbortSignal | undefined): Promise<WorkOutcome> {
    const id = ++calls
    const cancel = () => end({ kind: 'cancelled', message: '' })
    const overdue = setTimeout(() => end({ kind: 'timeout', message: 'killed' }), work.timeoutMs + graceMs)
    child.channel?.ref()
    try {
      return await new Promise<WorkOutcome>((settle) => {
        running = { id, answer, settle }
        if (!alive) return settle({ failure: { kind: 'crash', message: 'could not be started' } })
        if (signal?.aborted === true) return cancel()
        signal?.addEventListener('abort', cancel, { once: true })
        tell(child, { type: 'run', id, work })
      })
    } finally {
      clearTimeout(overdue)
      signal?.removeEventListener('abort', cancel)
      running = undefined
      child.channel?.unref()
    }
  }

  return {
    pid: child.pid,
    alive: () => alive && child.connected,
    run,
    stop: () => end({ kind: 'crash', message: 'was stopped' }),
  }
}

function receive(child: ChildProcess, running: Running, message: Exclude<FromWorker, { type: 'ready' }>): void {
  switch (message.type) {
    case 'done':
      running.settle({ result: String(message.result) })
      break
    case 'failed':
      running.settle({
        failure: {
          kind: message.kind,
          message: String(message.message),
          ...(message.line === undefined ? {} : { line: message.line }),
        },
      })
      break
    case 'ask':
      void running
        .answer(String(message.what), String(message.input))
        .then((answer) => tell(child, { type: 'answer', ask: message.ask, answer }))
      break
  }
}

function tell(child: ChildProcess, message: ToWorker): void {
  // A process that has just died says so by its exit; the failed write adds nothing.
  child.send(message, () => undefined)
}

/** The code of the worker and of isolated-vm, also where a folder on the way is a link. */
function readableFolders(): string[] {
  const require = createRequire(import.meta.url)
  const own = dirname(fileURLToPath(import.meta.url))
  const addon = dirname(require.resolve('isolated-vm/package.json'))
  // isolated-vm finds its binary with this package, which looks whether the system is Alpine.
  const finder = dirname(createRequire(join(addon, 'package.json')).resolve('node-gyp-build/package.json'))
  const packages = [new URL('../../package.json', import.meta.url), new URL('../../../package.json', import.meta.url)].map(
    (url) => fileURLToPath(url),
  )
  return [...new Set([own, addon, finder, ...packages].flatMap((path) => [path, realpathSync(path)])), '/etc/alpine-release']
}
