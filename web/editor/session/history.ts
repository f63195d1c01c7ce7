import type { DocumentOp } from '@steward/contract/change'
import type { Command } from '../command/command.ts'

/** A command as it was done: how to do it again and how to take it back. */
export type Step = Pick<Command, 'name' | 'values' | 'mergeKey'> & {
  readonly redo: readonly DocumentOp[]
  readonly undo: readonly DocumentOp[]
  readonly atMs: number
}

const stepsMax = 200
/** A pause in typing that begins a new step. */
const mergeMs = 1_500

/** What was done here, to be taken back and done again. It knows nothing of what others did. */
export class History {
  private past: Step[] = []
  private future: Step[] = []

  get lastDone(): Step | undefined {
    return this.past.at(-1)
  }

  get lastUndone(): Step | undefined {
    return this.future.at(-1)
  }

  add(step: Step): void {
    const before = this.past.at(-1)
    const isSame = before?.mergeKey !== undefined && before.mergeKey === step.mergeKey && this.future.length === 0
    if (isSame && step.atMs - before.atMs < mergeMs) this.past[this.past.length - 1] = merged(before, step)
    else this.past.push(step)
    if (this.past.length > stepsMax) this.past.shift()
    this.future = []
  }

  undo(): Step | undefined {
    const step = this.past.pop()
    if (step !== undefined) this.future.push(step)
    return step
  }

  redo(): Step | undefined {
    const step = this.future.pop()
    // Nothing merges into what was done again.
    if (step !== undefined) this.past.push({ ...step, atMs: 0 })
    return step
  }
}

/** Only the last value of a property is set again, and only its first one is what it goes back to. */
function merged(before: Step, after: Step): Step {
  return {
    ...after,
    redo: lastOfEach([...before.redo, ...after.redo]),
    undo: lastOfEach([...after.undo, ...before.undo]),
  }
}

function lastOfEach(ops: readonly DocumentOp[]): readonly DocumentOp[] {
  return [...new Map(ops.map((op) => [JSON.stringify(op.path), op])).values()]
}
