// The process of one script: an interpreter without files, network or environment, ended by whoever started it when the
// script is over. It speaks over one socket, in turns, and waits where the script waits: the interpreter needs no promises.

import { readSync, writeSync } from 'node:fs'
import { newQuickJSWASMModule, type QuickJSContext, type QuickJSHandle } from 'quickjs-emscripten'
import { longestScriptMessageBytes, type ScriptEnd, type ScriptStart } from './script-message.ts'

const wire = 3
const stackBytes = 256 * 1024
/** The interpreter's own limit counts what the script holds; what it costs beside is watched as well. */
const aroundBytes = 160 * 1024 * 1024

let isOutOfMemory = false

function readExactly(length: number): Buffer {
  const bytes = Buffer.alloc(length)
  for (let at = 0; at < length;) {
    const read = readSync(wire, bytes, at, length - at, null)
    // Nobody is left to work for.
    if (read === 0) process.exit(0)
    at += read
  }
  return bytes
}

function receive(): string {
  return readExactly(readExactly(4).readUInt32LE(0)).toString('utf8')
}

function send(text: string): void {
  const body = Buffer.from(text, 'utf8')
  const head = Buffer.alloc(4)
  head.writeUInt32LE(body.length, 0)
  for (const bytes of [head, body]) for (let at = 0; at < bytes.length;) at += writeSync(wire, bytes, at)
}

function finish(end: ScriptEnd): never {
  send(JSON.stringify(end))
  process.exit(0)
}

async function run(start: ScriptStart): Promise<never> {
  const quickjs = await newQuickJSWASMModule()
  const runtime = quickjs.newRuntime()
  runtime.setMemoryLimit(start.memoryBytes)
  runtime.setMaxStackSize(stackBytes)
  const rssBytes = process.memoryUsage.rss() + start.memoryBytes + aroundBytes
  let looks = 0
  runtime.setInterruptHandler(() => {
    if (++looks % 64 === 0 && process.memoryUsage.rss() > rssBytes) isOutOfMemory = true
    return isOutOfMemory || Date.now() > start.deadline
  })
  const context = runtime.newContext()
  const ask = context.newFunction('ask', (handle) => {
    const text = context.getString(handle)
    if (text.length > longestScriptMessageBytes) throw new RangeError('A value is too large to leave the script.')
    send(text)
    return context.newString(receive())
  })
  const prelude = settled(context, context.evalCode(start.prelude, 'prelude.js'), start)
  const show = settled(context, context.callFunction(prelude, context.undefined, ask), start)
  const value = settled(context, context.evalCode(start.text, 'script.js', { type: 'global' }), start)
  for (;;) {
    const jobs = runtime.executePendingJobs(1)
    if (jobs.error !== undefined) fail(context, jobs.error, start)
    if (jobs.value === 0) break
  }
  settled(context, context.callFunction(show, context.undefined, value), start)
  finish({ end: 'done' })
}

function settled(context: QuickJSContext, result: unknown, start: ScriptStart): QuickJSHandle {
  const { value, error } = result as { value?: QuickJSHandle; error?: QuickJSHandle }
  if (error !== undefined) fail(context, error, start)
  return value as QuickJSHandle
}

function fail(context: QuickJSContext, error: QuickJSHandle, start: ScriptStart): never {
  if (isOutOfMemory) finish({ end: 'failed', reason: 'memory', message: '', line: null })
  if (Date.now() > start.deadline) finish({ end: 'failed', reason: 'time', message: '', line: null })
  const told = context.dump(error) as { name?: unknown; message?: unknown; stack?: unknown } | string
  const { name, message, stack } =
    typeof told === 'object' && told !== null ? told : { name: 'Error', message: String(told), stack: '' }
  const text = `${typeof name === 'string' ? name : 'Error'}: ${String(message)}`
  const line = /script\.js:(\d+)/.exec(String(stack))?.[1]
  const reason = /out of memory/.test(text) ? 'memory' : 'error'
  finish({ end: 'failed', reason, message: text.slice(0, 500), line: line === undefined ? null : Number(line) })
}

await run(JSON.parse(receive()) as ScriptStart)
