import type { Work } from './message.ts'
import { type Answer, startWorkerProcess, type WorkerProcess, type WorkOutcome } from './worker-process.ts'

type PoolSettings = {
  readonly processes: number
  readonly memoryMb: number
  readonly maxResultBytes: number
  readonly idleMs: number
}

/**
 * Worker processes: started when there is work for them, one piece of code at a
 * time in each, replaced when they have died, stopped when they have rested for
 * a while.
 */
export function createPool(settings: PoolSettings) {
  const free: { readonly worker: WorkerProcess; rest: NodeJS.Timeout }[] = []
  const all = new Set<WorkerProcess>()
  const queue: ((worker: WorkerProcess) => void)[] = []
  let closed = false

  function start(): WorkerProcess {
    const worker = startWorkerProcess(settings)
    all.add(worker)
    return worker
  }

  function take(): Promise<WorkerProcess> {
    if (closed) throw new Error('The code runner is closed.')
    for (let entry = free.pop(); entry !== undefined; entry = free.pop()) {
      clearTimeout(entry.rest)
      if (entry.worker.alive()) return Promise.resolve(entry.worker)
      all.delete(entry.worker)
    }
    if (all.size < settings.processes) return Promise.resolve(start())
    return new Promise((resolve) => queue.push(resolve))
  }

  function giveBack(worker: WorkerProcess): void {
    if (!worker.alive() || closed) drop(worker)
    const next = queue.shift()
    if (next !== undefined) next(all.has(worker) ? worker : start())
    else if (all.has(worker)) {
      const rest = setTimeout(() => {
        free.splice(
          free.findIndex((entry) => entry.worker === worker),
          1,
        )
        drop(worker)
      }, settings.idleMs)
      rest.unref()
      free.push({ worker, rest })
    }
  }

  function drop(worker: WorkerProcess): void {
    all.delete(worker)
    worker.stop()
  }

  async function run(work: Work, answer: Answer, signal: AbortSignal | undefined): Promise<WorkOutcome> {
    const worker = await take()
    try {
      return await worker.run(work, answer, signal)
    } finally {
      giveBack(worker)
    }
  }

  async function close(): Promise<void> {
    closed = true
    for (const { rest } of free) clearTimeout(rest)
    for (const worker of all) worker.stop()
    all.clear()
  }

  return { run, close, size: () => all.size }
}
