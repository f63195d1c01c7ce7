import type { Task } from '@steward/contract/api/task'
import { useQueryClient } from '@tanstack/react-query'
import { reportTask, startTask, tasksQuery } from '../api/tasks.ts'

type Wish = {
  readonly kind: Task['kind']
  /** What is done, such as `workflows.archive`; the tray has words for it in the catalogue `notification`. */
  readonly subject: string
  readonly parts?: Task['parts']
}

export type TaskOutcome = { readonly done: number; readonly failed: number; readonly isCancelled: boolean }

/** So many are done at a time. */
const atOnceMax = 4
const reportMs = 500

/**
 * Does something with each of many things by calls of the API, and shows in the tray of the shell how far it is, where
 * it can be stopped. What fails does not stop the others. With fewer than two things nothing is shown.
 */
export function useTask(): <One>(
  wish: Wish,
  things: readonly One[],
  act: (one: One) => Promise<unknown>,
) => Promise<TaskOutcome> {
  const client = useQueryClient()
  return async (wish, things, act) => {
    const task =
      things.length < 2
        ? undefined
        : await startTask({ ...wish, total: things.length, isCancellable: true }).catch(() => undefined)
    await client.invalidateQueries({ queryKey: tasksQuery.queryKey })
    const state = { next: 0, done: 0, failed: 0, isCancelled: false, saidMs: Date.now() }
    const say = async (more: Parameters<typeof reportTask>[1] = {}) => {
      state.saidMs = Date.now()
      if (task === undefined) return
      // That it cannot be said is no reason to stop.
      const after = await reportTask(task.id, { done: state.done, failed: state.failed, ...more }).catch(() => undefined)
      state.isCancelled ||= after?.isCancelWanted ?? false
    }
    const goOn = async (): Promise<void> => {
      for (let at = state.next++; at < things.length && !state.isCancelled; at = state.next++) {
        await act(things[at] as (typeof things)[number]).catch(() => {
          state.failed += 1
        })
        state.done += 1
        if (Date.now() - state.saidMs > reportMs) await say()
      }
    }
    await Promise.all(Array.from({ length: Math.min(atOnceMax, things.length) }, goOn))
    await say({ state: state.isCancelled ? 'cancelled' : state.failed === things.length ? 'failed' : 'done' })
    await client.invalidateQueries({ queryKey: tasksQuery.queryKey })
    return { done: state.done, failed: state.failed, isCancelled: state.isCancelled }
  }
}
