import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { ChainLine } from './chain-line.ts'
import type { Checkpoint } from './checkpoint.ts'
import { ExportFault, type ExportHead, writeExport } from './export-file.ts'
import { chain, changed, givenKey, givenLines, relinked, signed, trusted, without } from './given-chain.fixture.ts'
import { verifyExport } from './verify-export.ts'

const folder = mkdtempSync(join(tmpdir(), 'steward-export-'))
afterAll(() => rmSync(folder, { recursive: true }))
const path = join(folder, 'audit.json')

const key = givenKey(1)
const lines = givenLines(10)
const last = (given: readonly ChainLine[]) => given.at(-1) as ChainLine
const head: ExportHead = {
  format: 'steward audit export',
  version: 1,
  chain,
  workspace: 'Sales',
  exportedAt: '2026-01-02T00:00:00.000Z',
  publicKey: 'told for information',
}

async function write(
  given: readonly ChainLine[],
  checkpoints: readonly Checkpoint[] = [signed(key, last(lines))],
): Promise<string> {
  const batches = [given.slice(0, 3), [], given.slice(3)]
  const chunks = await Array.fromAsync(
    writeExport(
      head,
      checkpoints,
      (async function* () {
        yield* batches
      })(),
    ),
  )
  return chunks.join('')
}

async function verify(text: string, copies: readonly Checkpoint[] = []) {
  writeFileSync(path, text)
  return (await verifyExport(path, { keys: trusted(key), checkpoints: copies })).verdict
}

test('an export is JSON, and holds as it was written', async () => {
  const text = await write(lines)

  expect(JSON.parse(text)).toMatchObject({ ...head, lines, checkpoints: [{ seq: 10 }] })
  expect(await verify(text)).toMatchObject({ holds: true, lines: 10, anchored: { upTo: 10 } })
  expect(await verify(await write([], []))).toMatchObject({ holds: true, lines: 0 })
})

test('any changed byte is found', async () => {
  const text = await write(lines)
  for (let place = 0; place < text.length; place += 97) {
    const other = text[place] === '7' ? '8' : '7'
    const flipped = text.slice(0, place) + other + text.slice(place + 1)
    const isOfHead = place < text.indexOf(',"checkpoints"')
    const verdict = await verify(flipped).catch((error: unknown) => {
      expect(error).toBeInstanceOf(ExportFault)
      return { holds: false }
    })
    // The head tells people what the file is about; of it only the chain is attested.
    if (!isOfHead) expect(verdict.holds, `byte ${place}: ${flipped.slice(place - 20, place + 20)}`).toBe(false)
  }
})

test('the attacks on a chain are found in a file as well', async () => {
  expect((await verify(await write(without(lines, 6)))).continuity.broken).toMatchObject({ seq: 6 })
  expect((await verify(await write(lines.slice(0, 8)))).continuity.broken).toMatchObject({ seq: 9 })
  expect((await verify(await write([]))).continuity.broken).toMatchObject({ seq: 1 })
  expect((await verify(await write(changed(lines, 6, { action: 'x.y' })))).integrity.broken).toMatchObject({ seq: 6 })
  const rewritten = relinked(changed(lines, 3, { action: 'x.y' }))
  expect((await verify(await write(rewritten))).anchored.broken).toMatchObject({ seq: 10 })
  expect((await verify(await write(rewritten, [signed(givenKey(2), last(rewritten))]))).anchored.holds).toBe(false)
})

test('a copy of a checkpoint that was kept elsewhere shows what the file leaves out', async () => {
  const short = await write(lines.slice(0, 5), [signed(key, lines[4] as ChainLine)])

  expect(await verify(short)).toMatchObject({ holds: true, anchored: { upTo: 5 } })
  expect((await verify(short, [signed(key, last(lines))])).continuity.broken).toMatchObject({ seq: 6 })
})

test('a file that was cut off, arranged anew or says a thing twice is refused or fails', async () => {
  const text = await write(lines)
  const cutMiddle = await verify(text.slice(0, Math.floor(text.length * 0.7)))
  expect(cutMiddle).toMatchObject({ holds: false, continuity: { holds: false } })
  expect(await verify(text.slice(0, -4))).toMatchObject({ holds: false, continuity: { holds: false } })
  expect((await verify(`${text}{}\n`)).continuity.broken?.reason).toContain('behind its end')

  const double = text.replace('"action":"workflow.saved"', '"action":"workflow.read","action":"workflow.saved"')
  expect(await verify(double)).toMatchObject({ holds: false })
  const more = text.replace('"action":"workflow.saved"', '"action":"workflow.saved","note":"looks attested"')
  expect(await verify(more)).toMatchObject({ holds: false })
  for (const strange of ['', '{}', JSON.stringify(JSON.parse(text), null, 2), 'seq,at\n1,2', text.slice(0, 40)])
    await expect(verify(strange)).rejects.toThrow(ExportFault)
  await expect(verify(readFileSync(process.execPath).subarray(0, 10_000).toString('latin1'))).rejects.toThrow(ExportFault)
})
