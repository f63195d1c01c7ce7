import pg from 'pg'

const flushesMax = 2
const batchMax = 500

export type RawGroup<T> = { add(one: T): Promise<void>; close(): Promise<void> }

/** A group commit with nothing around it: flushes on the next turn of the loop, with at most two flushes in flight. */
export async function rawGroup<T>(
  url: string,
  statement: { readonly name: string; readonly text: string; readonly values: (batch: readonly T[]) => unknown[] },
): Promise<RawGroup<T>> {
  const clients = Array.from({ length: flushesMax }, () => new pg.Client({ connectionString: url }))
  for (const client of clients) await client.connect()
  const idle = [...clients]
  const queue: { readonly one: T; readonly done: () => void }[] = []
  const { name, text, values } = statement
  const flush = async (): Promise<void> => {
    const client = queue.length === 0 ? undefined : idle.pop()
    if (client === undefined) return
    const batch = queue.splice(0, batchMax)
    await client.query({ name, text, values: values(batch.map(({ one }) => one)) })
    idle.push(client)
    for (const { done } of batch) done()
    if (queue.length > 0) setImmediate(() => void flush())
  }
  return {
    add: (one) =>
      new Promise((done) => {
        queue.push({ one, done })
        setImmediate(() => void flush())
      }),
    close: async () => {
      for (const client of clients) await client.end()
    },
  }
}
