import type { JournalEntry, WaitEntry } from './journal.ts'

/** Reads along with the journal of one execution: which of its node executions wait for an approval. */
export class OpenQuestions {
  private readonly byNode = new Map<string, WaitEntry>()
  private hasAsked = false

  constructor(before: readonly JournalEntry[] = []) {
    for (const entry of before) this.note(entry)
  }

  /** Whether people were asked about anything of it; what goes on without their answer may be open still. */
  get any(): boolean {
    return this.hasAsked
  }

  /** The approval for which a node execution waits, or has waited until now. */
  approvalOf(nodeId: string, runIndex: number): string | undefined {
    const wait = this.byNode.get(nodeId)
    return wait?.r === runIndex ? wait.ap : undefined
  }

  /** False for what says nothing new: a node that asks again and waits for the same answer. */
  note(entry: JournalEntry): boolean {
    if (entry.k === 'wait' && entry.ap !== undefined) {
      const { r, ap, w } = this.byNode.get(entry.n) ?? {}
      if (r === entry.r && ap === entry.ap && w?.untilMs === entry.w.untilMs) return false
      this.byNode.set(entry.n, entry)
      this.hasAsked = true
    } else if (entry.k === 'intent' || entry.k === 'done') this.byNode.delete(entry.n)
    return true
  }
}
