import { BSON, type Document } from 'mongodb'
import type { QueryClass, ResultSink } from '../../target.ts'
import { TargetError } from '../../target.ts'
import { toJson } from '../json.ts'
import { toOperation } from '../operation/to-operation.ts'
import { isPlain } from '../operation/check-values.ts'
import { assertAllowed, perform } from '../perform.ts'
import { refusal } from '../refusal.ts'
import { timeLeftMs } from '../connection.ts'
import type { Unit } from '../run/unit.ts'
import type { Written } from '../run/write-result.ts'
import type { ScriptAnswer, ScriptAsk } from './script-message.ts'
import { runScriptProcess } from './script-process.ts'

const mostOperations = 10_000
const mostMessages = 500
const mostReadBytes = 64 * 1024 * 1024
const batch = 100
const batchBytes = 1024 * 1024

type Cursor = { readonly rows: AsyncIterator<Document>; readonly what: string; read: number }

/** Runs a program. Everything it asks for is judged here, outside of it, as a query of its own. */
export async function runScript(
  unit: Unit,
  script: { readonly text: string; readonly allowed: QueryClass },
  sink: ResultSink,
): Promise<Written> {
  const host = new ScriptHost(unit, script.allowed, sink)
  await sink.columns([{ name: 'output', type: 'string', isMasked: unit.masked.length > 0 }])
  try {
    await runScriptProcess({
      text: script.text,
      deadline: Date.now() + timeLeftMs(unit.connected),
      signal: unit.connected.signal,
      answer: (ask) => host.answer(ask),
    })
  } finally {
    await host.close()
  }
  return host.written
}

class ScriptHost {
  readonly #unit: Unit
  readonly #allowed: QueryClass
  readonly #sink: ResultSink
  readonly #cursors = new Map<number, Cursor>()
  #operations = 0
  #readBytes = 0
  #rows = 0
  #bytes = 0
  #isTruncated = false

  constructor(unit: Unit, allowed: QueryClass, sink: ResultSink) {
    this.#unit = unit
    this.#allowed = allowed
    this.#sink = sink
  }

  get written(): Written {
    return { rows: this.#rows, bytes: this.#bytes, isTruncated: this.#isTruncated }
  }

  async answer(ask: ScriptAsk): Promise<ScriptAnswer> {
    timeLeftMs(this.#unit.connected)
    switch (ask.ask) {
      case 'print':
        await this.#print(String(ask.text))
        return { value: null }
      case 'fetch':
        return this.#fetch(Number(ask.cursor))
      case 'close':
        await this.#closeCursor(Number(ask.cursor))
        return { value: null }
      case 'call':
        break
    }
    return this.#call(ask)
  }

  /** What does not fit is left out, and told: a script that prints too much still does its work. */
  async #print(text: string): Promise<void> {
    const { limits } = this.#unit
    const bytes = Buffer.byteLength(JSON.stringify([text]))
    if (this.#rows >= limits.rows || this.#bytes + bytes > limits.bytes) {
      this.#isTruncated = true
      return
    }
    this.#rows += 1
    this.#bytes += bytes
    await this.#sink.row([text])
  }

  async #call(ask: Extract<ScriptAsk, { ask: 'call' }>): Promise<ScriptAnswer> {
    this.#operations += 1
    if (this.#operations > mostOperations)
      throw new TargetError('too_many_operations', `A script may ask the database ${mostOperations} times.`)
    const path = ask.path.map(String)
    const name = path.at(-1) ?? ''
    const collection = path.slice(0, -1).join('.')
    const operation = toOperation({
      collection: collection === '' ? null : collection,
      method: { name, args: valuesOf(ask.args) },
      modifiers: ask.modifiers.map(([modifier, args]) => ({ name: String(modifier), args: valuesOf(args) })),
      line: 1,
    })
    const what = `${operation.collection}.${name}`
    assertAllowed(operation, this.#allowed, this.#unit.masked)
    if (operation.kind === 'schema' && this.#unit.isTransactional)
      throw refusal(`${name} cannot be taken back with the rest of a script. Run it as a query.`)
    const answer = await perform(this.#unit, operation, this.#unit.limits.rows)
    if (operation.kind === 'change' || operation.kind === 'schema') {
      const rows: Document[] = []
      for await (const row of answer.rows) rows.push(row)
      this.#note(what, operation.kind === 'change' && operation.returns === 'numbers' ? JSON.stringify(toJson(rows[0])) : '')
      return { value: toJson(rows[0] ?? null) }
    }
    this.#note(what, '')
    const id = this.#operations
    this.#cursors.set(id, { rows: answer.rows[Symbol.asyncIterator](), what, read: 0 })
    return this.#fetch(id)
  }

  #note(what: string, numbers: string): void {
    const { messages } = this.#unit
    if (this.#operations <= mostMessages) messages.push(`${this.#operations}. ${what}${numbers === '' ? '' : ` ${numbers}`}`)
    else messages[mostMessages] = `… and ${this.#operations - mostMessages} more operations`
  }

  async #fetch(id: number): Promise<ScriptAnswer> {
    const cursor = this.#cursors.get(id)
    if (cursor === undefined) throw refusal('There is no such cursor.')
    const documents: unknown[] = []
    let bytes = 0
    while (documents.length < batch && bytes < batchBytes) {
      const next = await cursor.rows.next()
      if (next.done === true) {
        this.#cursors.delete(id)
        return { documents, cursor: null }
      }
      cursor.read += 1
      if (cursor.read > this.#unit.limits.rows)
        throw new TargetError(
          'too_many_rows',
          `${cursor.what} gave more than the ${this.#unit.limits.rows} documents that a query may read.`,
        )
      const document = toJson(next.value)
      bytes += Buffer.byteLength(JSON.stringify(document))
      documents.push(document)
    }
    this.#readBytes += bytes
    if (this.#readBytes > mostReadBytes)
      throw new TargetError('too_many_bytes', `A script may read ${mostReadBytes / 1024 / 1024} MB.`)
    return { documents, cursor: id }
  }

  async #closeCursor(id: number): Promise<void> {
    const cursor = this.#cursors.get(id)
    this.#cursors.delete(id)
    await cursor?.rows.return?.()
  }

  async close(): Promise<void> {
    for (const id of this.#cursors.keys()) await this.#closeCursor(id).catch(() => undefined)
  }
}

/** Extended JSON from the script as values of BSON, with plain numbers where that says the same. */
function valuesOf(args: readonly unknown[]): unknown[] {
  if (!Array.isArray(args)) throw refusal('The values cannot be read.')
  try {
    return (BSON.EJSON.parse(JSON.stringify(args), { relaxed: false }) as unknown[]).map((value) => plainNumbers(value))
  } catch (error) {
    throw refusal(`The values cannot be read: ${error instanceof Error ? error.message : String(error)}.`)
  }
}

function plainNumbers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainNumbers)
  if (isPlain(value)) {
    const result: Document = {}
    for (const [key, inner] of Object.entries(value)) {
      Object.defineProperty(result, key, { value: plainNumbers(inner), enumerable: true, writable: true, configurable: true })
    }
    return result
  }
  const kind = typeof value === 'object' && value !== null ? (value as { _bsontype?: unknown })._bsontype : undefined
  if (kind === 'Int32') return Number(value)
  return kind === 'Double' && !Number.isInteger(Number(value)) ? Number(value) : value
}
