import type { Document } from 'mongodb'
import type { ResultColumn, ResultSink, TargetLimits } from '../../target.ts'
import { bsonTypeOf, toJson } from '../json.ts'
import { mentions, type Path, pathOf } from '../mask/masks.ts'
import type { Answer } from './run-read.ts'

/** The columns are the fields of as many documents; what others have beside is seen in the whole document. */
const looksAt = 100
/** No field is called like this. */
export const wholeColumn = '(document)'

export type Written = { readonly rows: number; readonly bytes: number; readonly isTruncated: boolean }

/** Hands the rows on as fast as they are taken, up to the limits. */
export async function writeResult(
  answer: Answer,
  sink: ResultSink,
  { limits, masks }: { readonly limits: TargetLimits; readonly masks: readonly Path[] },
): Promise<Written> {
  const writer = new ResultWriter(answer.shape, sink, { limits, masks })
  for await (const row of answer.rows) if (!(await writer.take(row))) break
  return writer.end()
}

class ResultWriter {
  #held: Document[] = []
  #columns: readonly ResultColumn[] | undefined
  #rows = 0
  #bytes = 0
  #isTruncated = false
  readonly #shape: Answer['shape']
  readonly #sink: ResultSink
  readonly #with: { readonly limits: TargetLimits; readonly masks: readonly Path[] }

  constructor(
    shape: Answer['shape'],
    sink: ResultSink,
    options: { readonly limits: TargetLimits; readonly masks: readonly Path[] },
  ) {
    this.#shape = shape
    this.#sink = sink
    this.#with = options
  }

  /** False when no more is wanted. */
  async take(row: Document): Promise<boolean> {
    if (this.#columns !== undefined) return this.#write(row)
    this.#held.push(row)
    return this.#held.length < looksAt || this.#flush()
  }

  async end(): Promise<Written> {
    if (this.#columns === undefined) await this.#flush()
    return { rows: this.#rows, bytes: this.#bytes, isTruncated: this.#isTruncated }
  }

  async #flush(): Promise<boolean> {
    const held = this.#held
    this.#held = []
    this.#columns = columnsOf(held, this.#shape, this.#with.masks)
    await this.#sink.columns(this.#columns)
    for (const row of held) if (!(await this.#write(row))) return false
    return true
  }

  async #write(row: Document): Promise<boolean> {
    const { limits } = this.#with
    const whole = toJson(row) as Record<string, unknown>
    const cells = (this.#columns ?? []).map(({ name }) =>
      name === wholeColumn && this.#shape === 'documents' ? whole : (whole[name] ?? null),
    )
    const bytes = Buffer.byteLength(JSON.stringify(cells))
    if (this.#rows >= limits.rows || this.#bytes + bytes > limits.bytes) {
      this.#isTruncated = true
      return false
    }
    this.#rows += 1
    this.#bytes += bytes
    await this.#sink.row(cells)
    return true
  }
}

export function columnsOf(rows: readonly Document[], shape: Answer['shape'], masks: readonly Path[]): ResultColumn[] {
  const types = new Map<string, Set<string>>()
  for (const row of rows)
    for (const [name, value] of Object.entries(row)) {
      const found = types.get(name) ?? new Set()
      if (value !== null) found.add(bsonTypeOf(value))
      types.set(name, found)
    }
  const named = [...types].map(([name, found]) => ({
    name,
    type: found.size === 1 ? ([...found][0] ?? 'null') : found.size === 0 ? 'null' : 'mixed',
    isMasked: masks.some((mask) => mentions(pathOf(name), mask)),
  }))
  return shape === 'values' ? named : [...named, { name: wholeColumn, type: 'object', isMasked: masks.length > 0 }]
}
