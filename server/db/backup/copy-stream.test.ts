import { expect, test } from 'vitest'
import { connectAdmin } from '#db'
import { testDatabase } from '#test'
import { copyIn, copyOut } from './copy-stream.ts'

const sizeOf = async (rows: AsyncIterable<Buffer>) => {
  let sizeBytes = 0
  for await (const chunk of rows) sizeBytes += chunk.length
  return sizeBytes
}

test('after rows of any size the connection goes on answering', async () => {
  await using db = await testDatabase()
  const client = await connectAdmin(db.url)

  for (const size of [1, 15_000, 17_000, 64_000, 70_000, 200_000, 500_000, 3_000_000]) {
    for (const rows of [1, 2, 5]) {
      const copied = copyOut(client, `copy (select repeat('x', ${size}) from generate_series(1, ${rows})) to stdout`)

      expect(await sizeOf(copied)).toBe((size + 1) * rows)
      expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    }
  }

  await client.end()
})

test('what comes out goes in again', async () => {
  await using db = await testDatabase()
  const client = await connectAdmin(db.url)
  await client.query('create temporary table kept (n int, text text)')
  const copied = copyOut(client, `copy (select n, repeat(chr(97 + n % 26), 100000) from generate_series(1, 50) n) to stdout`)
  const chunks: Buffer[] = []
  for await (const chunk of copied) chunks.push(chunk)

  await copyIn(
    client,
    'copy kept from stdin',
    (async function* () {
      yield* chunks
    })(),
  )

  const intact = `select count(*)::int as rows, bool_and(text = repeat(chr(97 + n % 26), 100000)) as intact from kept`
  expect((await client.query(intact)).rows).toEqual([{ rows: 50, intact: true }])
  await client.end()
})
