import type { Task } from '@steward/contract/api/task'
import { AppError } from '#base/error'
import { log } from '#base/log'
import { reportTask, startTask, type TaskReport, type TaskScope, type TaskWish } from './tasks.ts'

/** More often helps nobody who watches a bar. */
const everyMs = 400
/** While nothing comes forward it is said all the same that somebody is at it. */
const pulseMs = 20_000

/** What the work says of itself. */
export type Progress = {
  /** Counts so much more as done; some of it may not have gone well. */
  add(done: number, failed?: number): void
  /** True once its person wants it to stop: then it ends as soon as it can. */
  readonly isCancelled: boolean
}

type Running = { readonly task: Task; readonly ended: Promise<void> }

/**
 * Begins long work that this process does, and returns at once. Its person sees how far it is, in whatever tab, may stop
 * it where it looks at `isCancelled`, and finds what came of it at the path it resolves with. Should this process die,
 * the task ends as broken off.
 */
export async function runTask(
  scope: TaskScope,
  wish: TaskWish,
  work: (progress: Progress, task: Task) => Promise<{ readonly resultPath?: string }>,
): Promise<Running> {
  const task = await startTask(scope, wish)
  return { task, ended: carryOut(scope, task, work) }
}

async function carryOut(
  scope: TaskScope,
  task: Task,
  work: (progress: Progress, task: Task) => Promise<{ readonly resultPath?: string }>,
): Promise<void> {
  // The time of the call, and what has passed since, by a clock that never jumps.
  const beganMs = performance.now()
  const now = () => new Date(scope.now.getTime() + performance.now() - beganMs)
  const state = { done: 0, failed: 0, isCancelled: false, saidMs: 0 }
  const report = async (more: TaskReport = {}) => {
    state.saidMs = performance.now()
    const { done, failed } = state
    const after = await reportTask({ ...scope, now: now() }, task.id, { done, failed, ...more })
    state.isCancelled ||= after.isCancelWanted
  }
  let saying: Promise<void> = Promise.resolve()
  const say = () => {
    state.saidMs = performance.now()
    // What cannot be said now is said with the next count; the end is said for certain.
    saying = saying.then(() => report()).catch(() => undefined)
  }
  const pulse = setInterval(say, pulseMs).unref()
  const progress: Progress = {
    add: (done, failed = 0) => {
      state.done += done
      state.failed += failed
      if (performance.now() - state.saidMs > everyMs) say()
    },
    get isCancelled() {
      return state.isCancelled
    },
  }
  const end = await work(progress, task).then(
    ({ resultPath }): TaskReport => ({
      state: state.isCancelled ? 'cancelled' : 'done',
      ...(resultPath === undefined ? {} : { resultPath }),
    }),
    (error: unknown): TaskReport => ({ state: 'failed', error: wordsOf(error, task) }),
  )
  clearInterval(pulse)
  await saying
  await report(end).catch((error: unknown) => log.warn({ err: error, taskId: task.id }, 'the end of a task was not noted'))
}

/** What was foreseen is said in its words; of the rest only that it happened. */
function wordsOf(error: unknown, { id, subject }: Task): string {
  if (error instanceof AppError) return error.message
  log.error({ err: error, taskId: id, subject }, 'a task failed')
  return `It broke off by a fault of Steward. The log of the server has more under ${id}.`
}
