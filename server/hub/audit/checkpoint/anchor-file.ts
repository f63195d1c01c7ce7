import { createReadStream, existsSync } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { type Checkpoint, parseCheckpoint } from '../chain/checkpoint.ts'

/**
 * Checkpoints outside of the database, a line of JSON each, so that whoever can change the one has not changed the
 * other. Resolves once they would survive a power cut.
 */
export async function appendCheckpoints(path: string, checkpoints: readonly Checkpoint[]): Promise<void> {
  if (checkpoints.length === 0) return
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const file = await open(path, 'a+', 0o600)
  try {
    const { size } = await file.stat()
    // The line that a killed process left half stays apart from the next one.
    const end = Buffer.alloc(1)
    const isCut = size > 0 && (await file.read(end, 0, 1, size - 1)).bytesRead === 1 && end[0] !== 0x0a
    const text = checkpoints.map((one) => `${JSON.stringify(one)}\n`).join('')
    await file.appendFile(isCut ? `\n${text}` : text)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** The checkpoints of a file, all or those of one chain; none where there is no file. A half line is what a killed process left. */
export async function readCheckpoints(path: string, chain?: string): Promise<Checkpoint[]> {
  const checkpoints: Checkpoint[] = []
  if (!existsSync(path)) return checkpoints
  for await (const line of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })) {
    // Most lines of a large file are of other chains, and need not be understood.
    if (chain !== undefined && !line.includes(chain)) continue
    const checkpoint = parseCheckpoint(line)
    if (checkpoint !== undefined && (chain === undefined || checkpoint.chain === chain)) checkpoints.push(checkpoint)
  }
  return checkpoints
}

const tailBytes = 1 << 20

/** The checkpoints at the end of a file, oldest first. */
export async function readNewestCheckpoints(path: string): Promise<Checkpoint[]> {
  if (!existsSync(path)) return []
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const tail = Buffer.alloc(Math.min(size, tailBytes))
    await file.read(tail, 0, tail.length, size - tail.length)
    return tail
      .toString('utf8')
      .split('\n')
      .flatMap((line) => parseCheckpoint(line) ?? [])
  } finally {
    await file.close()
  }
}
