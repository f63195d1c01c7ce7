import type { BinaryValue } from '@steward/contract/item'
import { NodeError, type NodeIo } from '@steward/sdk/node'
import type { PlanNode, Settled } from '#engine/core'
import { type DriveHost, type DurableDeps, type Intent, type LiveExecution } from '#engine/host'
import { placeOf, type Recording } from './recording.ts'

export type RequestResult = 'same' | 'different' | 'not_made' | 'not_recorded'

type Parts = {
  readonly recording: Recording
  readonly io: DurableDeps['io']
  readonly runCode: DriveHost['runCode']
  readonly nowMs: () => number
  readonly overdue: () => Error | undefined
}

/**
 * Lets an execution be walked again without touching anything: effects are
 * answered from the record, and the clock of a node stands where it stood.
 */
export class ReplayHost implements DriveHost {
  /** What became of each effect, by place. */
  readonly requests = new Map<string, RequestResult>()
  readonly runCode: DriveHost['runCode']
  private readonly parts: Parts
  private clockMs: number | undefined

  constructor(parts: Parts) {
    this.parts = parts
    this.runCode = parts.runCode
  }

  /** Between nodes it is the real time, so that the walk lets others have their turn. */
  nowMs(): number {
    return this.clockMs ?? this.parts.nowMs()
  }

  sleep(): Promise<void> {
    return Promise.resolve()
  }

  yield(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve))
  }

  started(_live: LiveExecution, { node }: PlanNode, runIndex: number): void {
    this.clockMs = this.parts.recording.byPlace.get(placeOf(node.id, runIndex))?.startedMs
  }

  recorded(): void {
    this.clockMs = undefined
  }

  tried(): void {}

  lingers(): void {}

  pausing(): Error | undefined {
    return this.parts.overdue()
  }

  async intend(_live: LiveExecution, { node, outputCount }: PlanNode, intent: Intent): Promise<Settled | NodeError> {
    const { byPlace, requests } = this.parts.recording
    const place = placeOf(node.id, intent.runIndex)
    const record = byPlace.get(place)
    if (record === undefined || record.effect === 'pure') {
      this.requests.set(place, 'not_made')
      return { status: 'completed', outputs: Array.from({ length: outputCount }, () => []), error: null }
    }
    const recorded = requests.get(place)
    const asked = recorded === undefined ? undefined : (await intent.describe()).hash
    this.requests.set(place, recorded === undefined ? 'not_recorded' : asked === recorded ? 'same' : 'different')
    if (record.error === null) return { status: record.status, outputs: record.outputs, error: null }
    // A failure goes where this version wants failures to go.
    const { message, description, itemIndex, details } = record.error
    return new NodeError(message, {
      retryable: false,
      ...(description === undefined ? {} : { description }),
      ...(itemIndex === undefined ? {} : { itemIndex }),
      ...(details === undefined ? {} : { details }),
    })
  }

  io(live: LiveExecution, node: PlanNode): Omit<NodeIo, 'runCode'> {
    const { readBinary, connection } = this.parts.io(live, node, live.abort)
    return {
      readBinary: (value) => (value.data === undefined ? readBinary(value) : Promise.resolve(Buffer.from(value.data, 'base64'))),
      connection,
      writeBinary: (bytes, about) => Promise.resolve(inMemory(bytes, about)),
      http: refuse,
      queryDatabase: refuse,
      callWorkflow: refuse,
      respond: () => Promise.resolve(true),
      stream: () => Promise.resolve(false),
      log: () => {},
    }
  }
}

function inMemory(bytes: Uint8Array, { mimeType, fileName }: { mimeType?: string; fileName?: string }): BinaryValue {
  return {
    mimeType: mimeType ?? 'application/octet-stream',
    ...(fileName === undefined ? {} : { fileName }),
    bytes: bytes.length,
    data: Buffer.from(bytes).toString('base64'),
  }
}

function refuse(): Promise<never> {
  return Promise.reject(new NodeError('A replay calls nothing.', { retryable: false }))
}
