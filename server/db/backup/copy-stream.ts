import { PassThrough } from 'node:stream'
import type { ClientBase, Connection, Submittable } from 'pg'

/**
 * COPY over a pg client, which knows the protocol's messages but offers no
 * stream of its own. One COPY at a time per client, as PostgreSQL has it.
 */

/** The rows of `copy … to stdout` as they come, with back pressure. */
export function copyOut(client: ClientBase, sql: string): AsyncIterable<Buffer> {
  const rows = new PassThrough()
  let paused: Connection | undefined
  const resume = () => {
    paused?.stream.resume()
    paused = undefined
  }
  rows.on('drain', resume)
  // A stream that has been ended drains no more: where the end came with the last rows, only its close says that they were read.
  rows.once('close', resume)
  submit(client, sql, {
    data: (chunk, connection) => {
      // The chunk is a window on the buffer of the connection, which writes the next rows over it.
      if (rows.write(Buffer.from(chunk))) return
      connection.stream.pause()
      paused = connection
    },
    done: () => rows.end(),
    fail: (error) => rows.destroy(error),
  })
  return rows
}

/** Sends rows to `copy … from stdin`. When the source fails nothing of it is kept. */
export async function copyIn(client: ClientBase, sql: string, source: AsyncIterable<Buffer>): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    submit(client, sql, {
      ready: (connection) => void send(connection, source),
      done: resolve,
      fail: reject,
    })
  })
}

type CopyConnection = Connection & {
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(reason: string): void
}

async function send(connection: CopyConnection, source: AsyncIterable<Buffer>): Promise<void> {
  try {
    for await (const chunk of source) {
      connection.sendCopyFromChunk(chunk)
      if (connection.stream.writableNeedDrain) await new Promise((drained) => connection.stream.once('drain', drained))
    }
    connection.endCopyFrom()
  } catch (error) {
    connection.sendCopyFail(error instanceof Error ? error.message : String(error))
  }
}

type Handlers = {
  readonly data?: (chunk: Buffer, connection: Connection) => void
  readonly ready?: (connection: CopyConnection) => void
  readonly done: () => void
  readonly fail: (error: Error) => void
}

function submit(client: ClientBase, sql: string, handlers: Handlers): void {
  let failure: Error | undefined
  const copy: Submittable & Record<string, unknown> = {
    submit: (connection: Connection) => connection.query(sql),
    handleCopyInResponse: (connection: CopyConnection) => handlers.ready?.(connection),
    handleCopyData: ({ chunk }: { chunk: Buffer }, connection: Connection) => handlers.data?.(chunk, connection),
    handleCommandComplete: () => undefined,
    handleRowDescription: () => undefined,
    handleDataRow: () => undefined,
    // The connection may be gone, and then nothing comes after the error.
    handleError: (error: Error) => {
      failure = error
      handlers.fail(error)
    },
    handleReadyForQuery: () => {
      if (failure === undefined) handlers.done()
    },
  }
  client.query(copy)
}
