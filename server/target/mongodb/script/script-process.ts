import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { realpathSync } from 'node:fs'
import type { Duplex } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { TargetError } from '../../target.ts'
import { longestScriptMessageBytes, type ScriptAnswer, type ScriptAsk, type ScriptEnd } from './script-message.ts'
import { scriptPrelude } from './script-prelude.ts'

/** How long after its own deadline a silent script is killed: some built-in functions do not look at the clock. */
const graceMs = 300
const memoryBytes = 64 * 1024 * 1024
const heapMegabytes = 192

type Settings = {
  readonly text: string
  readonly deadline: number
  readonly signal: AbortSignal
  /** Answers what the script asks for. What it throws ends the script. */
  readonly answer: (ask: ScriptAsk) => Promise<ScriptAnswer>
}

/** Runs a script in a process of its own, which is thrown away at its end. Rejects when the script failed or was stopped. */
export async function runScriptProcess({ text, deadline, signal, answer }: Settings): Promise<void> {
  signal.throwIfAborted()
  const child = spawn(process.execPath, childArguments(), { env: {}, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const wire = child.stdio[3] as Duplex
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  let timer: NodeJS.Timeout | undefined
  let onAbort = () => undefined as void
  try {
    await new Promise<void>((resolve, reject) => {
      onAbort = () => reject(signal.reason as Error)
      signal.addEventListener('abort', onAbort, { once: true })
      timer = setTimeout(() => reject(tooLong()), deadline - Date.now() + graceMs)
      child.once('error', (error) =>
        reject(new TargetError('script_failed', 'The script could not be started.', { cause: error })),
      )
      child.once('exit', (code, killed) => reject(ended(code, killed)))
      wire.on('error', () => undefined)
      send(wire, { text, prelude: scriptPrelude, memoryBytes, deadline })
      listen(wire, async (message) => {
        if ('end' in message) {
          if (message.end === 'done') resolve()
          else reject(failureOf(message))
        } else send(wire, await answer(message))
      }).catch(reject)
    })
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
    child.kill('SIGKILL')
    wire.destroy()
    await exited
  }
}

function send(wire: Duplex, message: unknown): void {
  const body = Buffer.from(JSON.stringify(message), 'utf8')
  const head = Buffer.alloc(4)
  head.writeUInt32LE(body.length, 0)
  wire.write(Buffer.concat([head, body]))
}

/** One message after the other; the script waits for each answer, so there is never a second one. */
async function listen(wire: Duplex, take: (message: ScriptAsk | ScriptEnd) => Promise<void>): Promise<void> {
  let chunks: Buffer[] = []
  let held = 0
  for await (const chunk of wire as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    held += chunk.length
    if (held > longestScriptMessageBytes) throw new TargetError('script_output', 'The script sent a value that is too large.')
    if (held < 4) continue
    const bytes = Buffer.concat(chunks)
    chunks = [bytes]
    const length = bytes.readUInt32LE(0)
    if (held < 4 + length) continue
    chunks = []
    held = 0
    await take(JSON.parse(bytes.toString('utf8', 4, 4 + length)) as ScriptAsk | ScriptEnd)
  }
}

const tooLong = () => new TargetError('timeout', 'The script took longer than it may and was stopped.')
const tooLarge = () =>
  new TargetError('script_memory', `The script needed more than ${memoryBytes / 1024 / 1024} MB of memory and was stopped.`)

/** The interpreter ends its process where it can neither go on nor say why. */
function ended(code: number | null, killed: string | null): TargetError {
  if (killed === 'SIGABRT' || killed === 'SIGKILL' || code === 134) return tooLarge()
  return new TargetError(
    'script_failed',
    'The script broke its interpreter, by too deep a recursion or too large a value, and was stopped.',
  )
}

function failureOf(end: Extract<ScriptEnd, { end: 'failed' }>): TargetError {
  if (end.reason === 'time') return tooLong()
  if (end.reason === 'memory') return tooLarge()
  const message = String(end.message).slice(0, 500)
  return new TargetError(
    'script_failed',
    `The script failed${end.line === null ? '' : ` in line ${Number(end.line)}`}: ${message}`,
  )
}

/** No files but the interpreter's and ours, no processes, no threads. */
function childArguments(): string[] {
  const require = createRequire(import.meta.url)
  const own = dirname(fileURLToPath(import.meta.url))
  const found = require.resolve('quickjs-emscripten/package.json')
  const modules = dirname(dirname(found))
  const packages = ['quickjs-emscripten', 'quickjs-emscripten-core', '@jitl'].map((name) => `${modules}/${name}`)
  const manifests = ['../../../package.json', '../../../../package.json'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  )
  const readable = [...new Set([own, ...packages, ...manifests].flatMap((path) => [path, realpathSync(path)]))]
  return [
    '--permission',
    ...readable.map((path) => `--allow-fs-read=${path}`),
    `--max-old-space-size=${heapMegabytes}`,
    '--no-warnings',
    fileURLToPath(new URL('script-child.ts', import.meta.url)),
  ]
}
