import type { JournalEntry } from './journal.ts'

/** Reads along with the journal of one execution: which of its node executions wait for an approval. */
export class OpenQuestions {
  private readonly byNode = new Map<string, string>()

  constructor(before: readonly JournalEntry[] = []) {
    for (const entry of before) this.note(entry)
  }

  get any(): boolean {
    return this.byNode.size > 0
  }

  /** False for what says nothing new: a node that asks again and waits for the same answer. */
  note(entry: JournalEntry): boolean {
    if (entry.k === 'wait' && entry.ap !== undefined) {
      const said = `${entry.r} ${entry.ap} ${entry.w.untilMs}`
      if (this.byNode.get(entry.n) === said) return false
      this.byNode.set(entry.n, said)
    } else if (entry.k === 'intent' || entry.k === 'done') this.byNode.delete(entry.n)
    return true
  }
}
