import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { descendants, freePort } from '../server/test/server-process.ts'
import { memoryMb } from './memory.ts'

const root = join(import.meta.dirname, '..')

/** Time from `npm start` until it says that it is ready, on a second start, beside `npm` and `node` doing nothing; and idle memory. */
export async function run(options: string[]): Promise<void> {
  const { values } = parseArgs({ args: options, options: { rounds: { type: 'string', default: '5' } } })
  const folder = mkdtempSync(join(tmpdir(), 'steward-bench-'))
  chmodSync(folder, 0o755)
  try {
    await start(folder)
    const starts: Awaited<ReturnType<typeof start>>[] = []
    for (let round = 0; round < Number(values.rounds); round++) starts.push(await start(folder))
    const idle = await time('npm', ['--version'])
    const bare = await time(process.execPath, ['--version'])
    const median = (pick: (one: (typeof starts)[number]) => number) =>
      starts.map(pick).toSorted((a, b) => a - b)[starts.length >> 1] ?? 0
    console.log(
      `ready after ${(median((one) => one.readyMs) / 1000).toFixed(2)} s (npm --version ${(idle / 1000).toFixed(2)} s, node --version ${(bare / 1000).toFixed(2)} s)`,
    )
    console.log(`idle memory: Node ${median((one) => one.nodeMb)} MB, PostgreSQL ${median((one) => one.databaseMb)} MB`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Starts, waits until it has nothing more to do, and stops it. */
async function start(folder: string): Promise<{ readyMs: number; nodeMb: number; databaseMb: number }> {
  const port = await freePort()
  const began = performance.now()
  const child = spawn('npm', ['start'], {
    cwd: root,
    env: { ...process.env, STEWARD_DATA_DIR: folder, STEWARD_PORT: String(port), STEWARD_LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      if (output.includes('Steward is ready')) resolve()
    })
    child.once('exit', () => reject(new Error(`it ended before it was ready:\n${output}`)))
  })
  const readyMs = performance.now() - began
  await new Promise((resolve) => setTimeout(resolve, 5_000))
  const all = [child.pid ?? 0, ...descendants(child.pid ?? 0)]
  const isDatabase = (pid: number) => readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres')
  const nodeMb = memoryMb(all.filter((pid) => !isDatabase(pid)))
  const databaseMb = memoryMb(all.filter(isDatabase))
  // To the whole group, as a terminal does: the shell that npm puts between does not pass a signal on everywhere.
  process.kill(-(child.pid ?? 0), 'SIGTERM')
  await exited
  // npm does not wait for the server it has passed the signal on to.
  while (all.some((pid) => existsSync(`/proc/${pid}`))) await new Promise((resolve) => setTimeout(resolve, 50))
  return { readyMs, nodeMb, databaseMb }
}

async function time(command: string, args: string[]): Promise<number> {
  const began = performance.now()
  const child = spawn(command, args, { stdio: 'ignore' })
  await new Promise((resolve) => child.once('exit', resolve))
  return performance.now() - began
}
