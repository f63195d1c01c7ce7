import type { Document } from 'bson'
import { ServerFailure } from './server-failure.ts'

export type Operation = {
  readonly opid: number
  readonly command: Document
  readonly user: string
  readonly session: string | undefined
  readonly deadline: number | undefined
  isKilled: boolean
}

const stepMs = 5

/** What is under way, so that it can be listed, killed and stopped at its deadline. */
export class Operations {
  readonly running = new Map<number, Operation>()
  /** How many were killed, for tests. */
  killed = 0
  #last = 0

  begin(command: Document, user: string, session: string | undefined): Operation {
    const maxTimeMs = Number(command['maxTimeMS'] ?? 0)
    const deadline = maxTimeMs > 0 ? Date.now() + maxTimeMs : undefined
    const operation = { opid: ++this.#last, command, user, session, deadline, isKilled: false }
    this.running.set(operation.opid, operation)
    return operation
  }

  end(operation: Operation): void {
    this.running.delete(operation.opid)
  }

  kill(which: (operation: Operation) => boolean): void {
    for (const operation of this.running.values())
      if (which(operation) && !operation.isKilled) {
        operation.isKilled = true
        this.killed += 1
      }
  }

  /** Works for a while, or until `isDone`; stops at once when killed and when the time is over. */
  async work(operation: Operation, options: { readonly forMs: number; readonly isDone?: () => boolean }): Promise<void> {
    const until = Date.now() + options.forMs
    for (;;) {
      this.check(operation)
      if (options.isDone?.() === true || Date.now() >= until) return
      await new Promise((resolve) => setTimeout(resolve, stepMs))
    }
  }

  check(operation: Operation): void {
    if (operation.isKilled) throw new ServerFailure(11601, 'Interrupted', 'operation was interrupted')
    if (operation.deadline !== undefined && Date.now() > operation.deadline)
      throw new ServerFailure(50, 'MaxTimeMSExpired', 'operation exceeded time limit')
  }
}
