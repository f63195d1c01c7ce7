import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Work that a side process gave up on, or was stopped in. The message is for the person whose data it was. */
export class BoundsError extends Error {
  override readonly name = 'BoundsError'
}

export type Bounds = { readonly timeoutMs: number; readonly signal?: AbortSignal }

type Job = {
  readonly task: string
  readonly input: unknown
  readonly bounds: Bounds
  readonly done: (value: unknown) => void
  readonly failed: (error: Error) => void
}

type Reply = { readonly value: unknown } | { readonly error: string }

const childFile = fileURLToPath(new URL('bounded-process/child.ts', import.meta.url))
const maxChildren = 2
const heapMegabytes = 512
const idleMs = 15_000

const waiting: Job[] = []
const idle = new Map<ChildProcess, NodeJS.Timeout>()
let running = 0

/**
 * Runs the default export of a module in a side process that may take only so
 * long and hold only so much: for parsers and queries that hostile input can
 * keep busy for ever. The process has no environment, no network and cannot
 * write files. It is kept warm for a while.
 */
export async function runBounded<T>(task: URL, input: unknown, bounds: Bounds): Promise<T> {
  bounds.signal?.throwIfAborted()
  return new Promise<T>((resolve, reject) => {
    waiting.push({ task: task.href, input, bounds, done: (value) => resolve(value as T), failed: reject })
    startNext()
  })
}

function startNext(): void {
  if (running >= maxChildren) return
  const job = waiting.shift()
  if (job === undefined) return
  running += 1
  runJob(takeChild(), job)
}

function runJob(child: ChildProcess, job: Job): void {
  const stop = (message: string) => finish(() => job.failed(new BoundsError(message)), false)
  const onMessage = (reply: Reply) =>
    finish(() => ('error' in reply ? job.failed(new BoundsError(reply.error)) : job.done(reply.value)), true)
  const onExit = () => stop('The work needed more memory than it may have.')
  const onAbort = () => stop('The work was stopped because the execution was cancelled.')
  const timer = setTimeout(
    () => stop(`The work took longer than ${Math.round(job.bounds.timeoutMs / 1000)} s and was stopped.`),
    job.bounds.timeoutMs,
  )

  let finished = false
  function finish(settle: () => void, reusable: boolean): void {
    if (finished) return
    finished = true
    clearTimeout(timer)
    child.off('message', onMessage)
    child.off('exit', onExit)
    job.bounds.signal?.removeEventListener('abort', onAbort)
    running -= 1
    if (reusable) rest(child)
    else child.kill('SIGKILL')
    settle()
    startNext()
  }

  child.on('message', onMessage)
  child.on('exit', onExit)
  job.bounds.signal?.addEventListener('abort', onAbort)
  child.send({ task: job.task, input: job.input })
}

function takeChild(): ChildProcess {
  for (const [child, timer] of idle) {
    clearTimeout(timer)
    idle.delete(child)
    if (!child.connected) continue
    child.ref()
    child.channel?.ref()
    return child
  }
  const child = fork(childFile, [], {
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: ['--permission', '--allow-fs-read=*', `--max-old-space-size=${heapMegabytes}`, '--no-warnings'],
  })
  // A child that cannot be started also exits; the job hears of it there.
  child.on('error', () => {})
  return child
}

/** An idle child neither keeps the program running nor outlives a pause in the work. */
function rest(child: ChildProcess): void {
  const timer = setTimeout(() => {
    idle.delete(child)
    child.kill('SIGKILL')
  }, idleMs)
  timer.unref()
  idle.set(child, timer)
  child.unref()
  child.channel?.unref()
}
