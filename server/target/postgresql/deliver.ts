import { type ResultSink, TargetError, type TargetLimits } from '../target.ts'
import type { Portal } from './portal.ts'
import type { Session } from './session.ts'
import { type Column, valueOf } from './values.ts'

const mebibyte = 1024 * 1024
const pieceBytes = 256 * 1024
const pieceRowsMax = 1_000

export type Delivered = {
  readonly rows: number
  readonly bytes: number
  readonly isTruncated: boolean
  readonly changed: number | null
}

export type Delivery = {
  readonly session: Session
  readonly portal: Portal
  readonly columns: readonly Column[]
  readonly limits: TargetLimits
  readonly sink: ResultSink
  readonly signal: AbortSignal
  /** Goes on to the end when the limits are reached, because only then the server tells how many rows it changed. */
  readonly isDrained: boolean
  /** Sees every row as it arrives, also those that nobody takes. */
  readonly seen?: (row: readonly (string | null)[]) => void
}

/** Hands rows on one after another; the next are asked for when these are taken. */
export async function deliver(delivery: Delivery): Promise<Delivered> {
  const { portal, columns, limits, sink, signal } = delivery
  await sink.columns(columns.map(({ name, type, isMasked }) => ({ name, type, isMasked })))
  using guard = guardRow(delivery.session, limits)
  const state = { rows: 0, bytes: 0, isTruncated: false }
  let databaseMs = 0
  for (let ask = 50; ;) {
    const wanted = state.isTruncated ? pieceRowsMax : Math.min(ask, limits.rows - state.rows + 1)
    const room = { bytes: state.isTruncated ? -1 : limits.bytes - state.bytes, isOut: false }
    const startedAt = performance.now()
    const piece = await portal.next(wanted, (row) => {
      guard.next()
      delivery.seen?.(row)
      room.bytes -= row.reduce((sum, value) => sum + (value?.length ?? 4), 0)
      room.isOut ||= room.bytes < 0
      return !room.isOut
    })
    guard.pause()
    databaseMs += performance.now() - startedAt
    const takenBefore = state.bytes
    for (const row of piece.rows) {
      signal.throwIfAborted()
      if (!(await take(row, delivery, state))) break
    }
    if (room.isOut) state.isTruncated = true
    if (piece.isEnd || (state.isTruncated && !delivery.isDrained)) return { ...state, changed: piece.changed }
    if (databaseMs > limits.statementMs)
      throw new TargetError('timeout', 'The statement took longer than it may and was stopped.')
    const rowBytes = Math.max(1, (state.bytes - takenBefore) / Math.max(1, piece.rows.length))
    ask = Math.max(1, Math.min(pieceRowsMax, Math.floor(pieceBytes / rowBytes)))
  }
}

type State = { rows: number; bytes: number; isTruncated: boolean }

async function take(row: readonly (string | null)[], { columns, limits, sink }: Delivery, state: State): Promise<boolean> {
  const values = columns.map((column, at) => valueOf(column, row[at] ?? null))
  const bytes = Buffer.byteLength(JSON.stringify(values))
  if (state.rows >= limits.rows || state.bytes + bytes > limits.bytes) {
    state.isTruncated = true
    return false
  }
  await sink.row(values)
  state.rows += 1
  state.bytes += bytes
  return true
}

/** A row is held whole in memory before anybody can count it, so a connection that brings too large a one is broken off. */
function guardRow(session: Session, { bytes }: TargetLimits) {
  const most = Math.min(Math.max(bytes, mebibyte) + mebibyte, 64 * mebibyte)
  let arrived = 0
  const onData = (chunk: Buffer) => {
    arrived += chunk.length
    if (arrived > most)
      session.breakOff(
        new TargetError(
          'row_too_large',
          `A single row is larger than ${Math.floor(most / mebibyte)} MiB, which is more than a result may have.`,
        ),
      )
  }
  session.socket.on('data', onData)
  const reset = () => (arrived = 0)
  return { next: reset, pause: reset, [Symbol.dispose]: () => session.socket.off('data', onData) }
}
