import type { KeyObject } from 'node:crypto'
import { type ChainLine, digestOf, erasure, hashOf, type Head, noHead, subjectOf } from './chain-line.ts'
import { type Checkpoint, isSignedBy } from './checkpoint.ts'

/** The first thing that is wrong; without an id where the line is not there. */
export type Finding = { readonly seq: number; readonly id: string | null; readonly reason: string }
export type Verdict = { readonly holds: boolean; readonly broken: Finding | null }

/**
 * `integrity`: no line was changed. `continuity`: none is missing, added or moved. `anchored`: the lines are those
 * that were signed. They are told apart because each has an attack that leaves the others whole.
 */
export type ChainVerdict = {
  readonly chain: string
  readonly holds: boolean
  readonly lines: number
  readonly lastSeq: number
  readonly integrity: Verdict
  readonly continuity: Verdict
  readonly anchored: Verdict & { readonly upTo: number; readonly at: string | null }
  readonly erasedLines: number
}

export type Expectation = {
  /** Of this chain; others are left out. Twice the same one is one. */
  readonly checkpoints: readonly Checkpoint[]
  /** By id. Whatever another key has signed counts for nothing and is told. */
  readonly keys: ReadonlyMap<string, KeyObject>
  /** Where the walk begins; at the first line of the chain unless told otherwise. */
  readonly from?: Head
}

/**
 * Walks a chain line by line, in memory that does not grow with it. Knows no database and no clock, so that it is the
 * same in the server, on the command line and on an auditor's machine.
 */
export class ChainVerifier {
  private readonly chain: string
  private readonly signed: readonly Checkpoint[]
  private readonly bySeq: ReadonlyMap<number, readonly Checkpoint[]>
  private head: Head
  private lines = 0
  private erasedLines = 0
  private integrity: Finding | null = null
  private continuity: Finding | null = null
  private anchored: Finding | null = null
  private anchor: Checkpoint | undefined
  private isRewritten = false
  /** By person: the last line of which something is gone, and the last line that says that they were erased. */
  private readonly gone = new Map<string, { seq: number; id: string }>()
  private readonly erasures = new Map<string, number>()

  constructor(chain: string, { checkpoints, keys, from = noHead }: Expectation) {
    this.chain = chain
    this.head = from
    const own = checkpoints.filter((one) => one.chain === chain && one.seq > from.seq)
    this.signed = own.filter((one) => {
      const key = keys.get(one.keyId)
      const fault =
        key === undefined ? 'was signed by a key that is not trusted' : isSignedBy(key, one) ? '' : 'has a wrong signature'
      if (fault !== '')
        this.anchored ??= { seq: one.seq, id: null, reason: `its checkpoint of ${one.at} ${fault} (key ${one.keyId})` }
      return fault === ''
    })
    this.bySeq = Map.groupBy(this.signed, (one) => one.seq)
  }

  /** The next line, in the order of the chain. */
  add(line: ChainLine): void {
    this.lines += 1
    this.follow(line)
    this.inspect(line)
    for (const checkpoint of this.bySeq.get(line.seq) ?? []) this.compare(line, checkpoint)
    if (line.action === erasure.action && line.resourceId !== null) this.erasures.set(line.resourceId, line.seq)
    this.head = { seq: line.seq, hash: line.hash }
  }

  finish(): ChainVerdict {
    for (const [person, { seq, id }] of this.gone) {
      const explained = (this.erasures.get(person) ?? 0) > seq
      if (!explained) this.blame({ seq, id, reason: 'a part of it is gone, and no later line says that its person was erased' })
    }
    const beyond = this.signed.filter((one) => one.seq > this.head.seq).sort((a, b) => b.seq - a.seq)[0]
    if (beyond !== undefined) {
      const ends = this.lines === 0 ? 'there is no line at all' : `the chain ends with line ${this.head.seq}`
      const reason = `${ends}, but line ${beyond.seq} was signed at ${beyond.at}`
      this.continuity ??= { seq: this.head.seq + 1, id: null, reason }
    }
    const { integrity, continuity, anchored } = this
    return {
      chain: this.chain,
      holds: integrity === null && continuity === null && anchored === null,
      lines: this.lines,
      lastSeq: this.head.seq,
      integrity: asVerdict(integrity),
      continuity: asVerdict(continuity),
      anchored: { ...asVerdict(anchored), upTo: this.anchor?.seq ?? 0, at: this.anchor?.at ?? null },
      erasedLines: this.erasedLines,
    }
  }

  private follow(line: ChainLine): void {
    if (this.continuity !== null) return
    const due = this.head.seq + 1
    const { seq, id } = line
    if (seq > due) this.continuity = { seq: due, id: null, reason: `it is missing; line ${seq} follows line ${this.head.seq}` }
    else if (seq < due) this.continuity = { seq, id, reason: `it stands where line ${due} should` }
    else if (line.prevHash !== this.head.hash) this.continuity = { seq, id, reason: 'it does not follow from the line before it' }
  }

  private inspect(line: ChainLine): void {
    const { seq, id, origin, values } = line
    if (hashOf(this.chain, line) !== line.hash) this.blame({ seq, id, reason: 'its fields do not give its hash' })
    const parts = [
      ['from where it was done', origin, line.userId],
      ['its old and new values', values, subjectOf(line)],
    ] as const
    let isErased = false
    for (const [name, part, person] of parts) {
      if (part === null) continue
      if (part.salt !== null && part.content !== null) {
        if (digestOf(part.salt, part.content) !== part.digest) this.blame({ seq, id, reason: `${name} are not what was hashed` })
        continue
      }
      isErased = true
      if (person === null) this.blame({ seq, id, reason: `${name} are gone, and belong to nobody who could have been erased` })
      else this.gone.set(person, { seq, id })
    }
    if (isErased) this.erasedLines += 1
  }

  private compare(line: ChainLine, checkpoint: Checkpoint): void {
    const { seq, id } = line
    if (checkpoint.hash !== line.hash || checkpoint.lines !== seq) {
      this.isRewritten = true
      this.anchored ??= { seq, id, reason: `another line than this one was signed at ${checkpoint.at}` }
    }
    // A signature behind a break says nothing about what is before it.
    if (this.integrity === null && this.continuity === null && !this.isRewritten) this.anchor = checkpoint
  }

  private blame(finding: Finding): void {
    if (this.integrity === null || finding.seq < this.integrity.seq) this.integrity = finding
  }
}

const asVerdict = (broken: Finding | null): Verdict => ({ holds: broken === null, broken })
