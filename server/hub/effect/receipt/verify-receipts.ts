import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { type TSchema, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { madeOnce } from '#base/made-once'
import type { ReceiptsHead } from './export-receipts.ts'
import { digestOf, digestOfLeaves, splitLeaves } from './lasting-receipt.ts'

/** What the audit log says of a batch. */
export type AttestedBatch = { readonly seq: number; readonly digest: string; readonly count: number }

/** What the audit log of a workspace attests, by id of the batch. */
export type Attested = { readonly workspaceId: string; readonly batches: ReadonlyMap<string, AttestedBatch> }

export type ReceiptFault = { readonly id: string; readonly reason: string }

export type ReceiptsVerdict = {
  /** Whether every receipt that can be proven is, and none is missing where all should be there. */
  readonly holds: boolean
  readonly receipts: number
  readonly proven: number
  /** From before receipts were bound to the audit log. */
  readonly older: number
  readonly isFiltered: boolean
  /** The first of them. */
  readonly faults: readonly ReceiptFault[]
  readonly faultCount: number
}

/** The file is no export of receipts, or is cut off; the message says where. */
export class ReceiptsFault extends Error {
  override readonly name = 'ReceiptsFault'
}

const faultsShown = 20

/**
 * Compares an export of receipts with what the audit log says of their batches. Each receipt must be the one that the
 * last batch with it holds, and a batch the one that the log holds. Throws a `ReceiptsFault` for a file that is none.
 */
export async function verifyReceipts(path: string, { workspaceId, batches }: Attested): Promise<ReceiptsVerdict> {
  const texts = numbered(path)
  const head = await readHead(texts)
  if (head.workspace !== workspaceId)
    throw new ReceiptsFault(`It is of the workspace ${head.workspace}, and the audit log is of ${workspaceId}.`)
  const check = new ReceiptCheck(batches, Object.keys(head.filters).length > 0)
  for await (const { text, number } of texts) {
    const value = parse(text, number)
    if (isBatch().Check(value)) check.batch(value.batch, value.leaves)
    else if (isReceipt().Check(value)) check.receipt(value)
    else if (isEnd().Check(value)) {
      if ((await texts.next()).done !== true) throw new ReceiptsFault('Something stands behind its end.')
      return check.finish(value.receipts)
    } else throw new ReceiptsFault(`Its line ${number} is neither a batch nor a receipt.`)
  }
  throw new ReceiptsFault('It is cut off: it ends before its end.')
}

type Told = { readonly receipt: { readonly id: string }; readonly batch: string | null }

/** In which batch a receipt was written last, as far as the file tells. */
type Place = { readonly batch: string; readonly seq: number; readonly digest: string }

class ReceiptCheck {
  private readonly attested: ReadonlyMap<string, AttestedBatch>
  private readonly isFiltered: boolean
  private readonly last = new Map<string, Place>()
  private readonly batches = new Set<string>()
  private readonly seen = new Set<string>()
  private readonly waiting: { readonly id: string; readonly batch: string; readonly digest: string }[] = []
  private readonly faults: ReceiptFault[] = []
  private faultCount = 0
  private older = 0

  constructor(attested: ReadonlyMap<string, AttestedBatch>, isFiltered: boolean) {
    this.attested = attested
    this.isFiltered = isFiltered
  }

  batch(id: string, leaves: string): void {
    const said = this.attested.get(id)
    if (this.batches.has(id)) return this.fault(id, 'the batch stands there twice')
    this.batches.add(id)
    if (said === undefined)
      return this.fault(id, 'the audit log says nothing of the batch; export it after the receipts, where it is merely older')
    if (digestOfLeaves(leaves) !== said.digest) return this.fault(id, 'the batch is not the one that the audit log attests')
    for (const leaf of splitLeaves(leaves)) {
      const before = this.last.get(leaf.id)
      if (before === undefined || before.seq < said.seq) this.last.set(leaf.id, { batch: id, seq: said.seq, digest: leaf.digest })
    }
  }

  receipt({ receipt, batch }: Told): void {
    const { id } = receipt
    if (this.seen.has(id)) return this.fault(id, 'the receipt stands there twice')
    this.seen.add(id)
    if (batch === null) this.older += 1
    // A later line may bring a later batch with it, so this is looked at in the end.
    this.waiting.push({ id, batch: batch ?? '', digest: digestOf(receipt) })
  }

  finish(receipts: number): ReceiptsVerdict {
    if (receipts !== this.seen.size) this.fault('', `the file says that it has ${receipts} receipts and has ${this.seen.size}`)
    let proven = 0
    for (const { id, batch, digest } of this.waiting) {
      const reason = this.reasonAgainst(this.last.get(id), { batch, digest })
      if (reason !== undefined) this.fault(id, reason)
      else if (batch !== '') proven += 1
    }
    if (!this.isFiltered) this.missing()
    const { faults, faultCount, older, isFiltered } = this
    return { holds: faultCount === 0, receipts: this.seen.size, proven, older, isFiltered, faults, faultCount }
  }

  private reasonAgainst(last: Place | undefined, { batch, digest }: { batch: string; digest: string }): string | undefined {
    if (batch === '') return last === undefined ? undefined : 'the receipt names no batch, but one holds it'
    if (last === undefined)
      return this.batches.has(batch)
        ? 'no batch that the audit log attests holds the receipt'
        : 'the batch of the receipt is not there'
    if (last.batch !== batch) return 'the receipt was written again later, and that is not what stands there'
    return last.digest === digest ? undefined : 'the receipt was changed'
  }

  /** Only a file with everything in it shows what is not there. */
  private missing(): void {
    for (const id of this.last.keys()) if (!this.seen.has(id)) this.fault(id, 'the receipt is missing')
    for (const id of this.attested.keys()) if (!this.batches.has(id)) this.fault(id, 'the batch is missing, with its receipts')
  }

  private fault(id: string, reason: string): void {
    this.faultCount += 1
    if (this.faults.length < faultsShown) this.faults.push({ id, reason })
  }
}

type Numbered = { readonly text: string; readonly number: number }

async function* numbered(path: string): AsyncGenerator<Numbered> {
  let number = 0
  for await (const text of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity }))
    yield { text, number: (number += 1) }
}

async function readHead(texts: AsyncGenerator<Numbered>): Promise<ReceiptsHead> {
  const { value, done } = await texts.next()
  const head: unknown = done === true ? undefined : parse(value.text, 1)
  if (isHead().Check(head)) return head
  throw new ReceiptsFault('It is not an export of receipts as NDJSON; export it again and leave the file as it is.')
}

/** Only what it would be written as: a name that stands there twice would show people something else than what is verified. */
function parse(text: string, number: number): unknown {
  try {
    const value: unknown = JSON.parse(text)
    if (JSON.stringify(value) === text) return value
  } catch {
    // Told below.
  }
  throw new ReceiptsFault(`Its line ${number} cannot be read: it was changed or cut off.`)
}

const Id = Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' })
const checker = <T>(schema: TSchema) => madeOnce(() => Compile(schema) as unknown as { Check(value: unknown): value is T })
const exactly = { additionalProperties: false }

const isHead = checker<ReceiptsHead>(
  Type.Object({
    format: Type.Literal('steward receipts export'),
    version: Type.Literal(1),
    workspace: Id,
    exportedAt: Type.String(),
    filters: Type.Record(Type.String(), Type.String()),
  }),
)
const isBatch = checker<{ batch: string; leaves: string }>(
  Type.Object({ batch: Id, leaves: Type.String({ pattern: '^([0-9a-f]{96})+$' }) }, exactly),
)
const isReceipt = checker<Told>(Type.Object({ receipt: Type.Object({ id: Id }), batch: Type.Union([Id, Type.Null()]) }, exactly))
const isEnd = checker<{ receipts: number }>(Type.Object({ end: Type.Literal(true), receipts: Type.Integer() }, exactly))
