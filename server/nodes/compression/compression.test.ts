import type { Item, JsonObject } from '@steward/sdk/node'
import { expect, test } from 'vitest'
import { callNode } from '../../test/call-node.ts'
import { fileIo as io, fileOfText } from '../../test/file-io.ts'
import compression from './index.ts'
import { zip } from './zip.ts'

const run = (parameters: JsonObject, items: readonly Item[]) => callNode(compression, { parameters, items, io })

test('archives are packed and unpacked', async () => {
  const item = { json: {}, binary: { data: fileOfText('hello', 'text/plain', 'a.txt') } }
  for (const outputFormat of ['zip', 'gzip']) {
    const [[packed] = []] = await run({ operation: 'compress', outputFormat }, [item])
    const [[unpacked] = []] = await run({}, [packed!])
    expect(unpacked?.binary?.['file_0']).toMatchObject({ fileName: 'a.txt', data: item.binary.data.data })
  }
})

test('a zip bomb is refused', async () => {
  const bomb = zip(Array.from({ length: 3 }, (_, n) => ({ name: `${n}`, bytes: new Uint8Array(80_000_000) })))
  expect(bomb.length).toBeLessThan(1_000_000)
  await expect(run({}, [{ json: {}, binary: { data: fileOfText(bomb) } }])).rejects.toThrow('200000000 bytes, which is the limit')
})
