// The process around the isolates. It is started with an empty environment and
// may read its own code and nothing else: no files, no network, no child
// processes. It is the second wall, and what the server kills when the first
// one holds something that does not end.

import { createIsolateHome, IsolateFailure } from './isolate.ts'
import type { FromWorker, ToWorker, Work } from './message.ts'

const waiting = new Map<number, (answer: string) => void>()
let asks = 0
let home: ReturnType<typeof createIsolateHome> | undefined
let memoryMb = 0
let maxResultBytes = 0

function send(message: FromWorker, sent?: () => void): void {
  process.send?.(message, undefined, undefined, sent)
}

function ask(id: number, what: string, input: string): Promise<string> {
  const number = ++asks
  return new Promise((resolve) => {
    waiting.set(number, resolve)
    send({ type: 'ask', id, ask: number, what, input })
  })
}

/**
 * The isolate's own limit does not see every allocation (arrays of numbers
 * grow past it), so the memory of the whole process is watched as well.
 */
function watchMemory(id: number, work: Work): NodeJS.Timeout {
  const limitBytes = process.memoryUsage.rss() + memoryMb * 1_048_576 + 48 * 1_048_576 + work.items.length * 4
  return setInterval(() => {
    if (process.memoryUsage.rss() < limitBytes) return
    send({ type: 'failed', id, kind: 'memory', message: 'The process grew too large.' }, () =>
      process.kill(process.pid, 'SIGKILL'),
    )
  }, 20)
}

async function run(id: number, work: Work): Promise<void> {
  const watch = watchMemory(id, work)
  try {
    const result = (await home?.run(work, (what, input) => ask(id, what, input))) ?? ''
    if (result.length > maxResultBytes) throw new IsolateFailure('size', String(result.length))
    send({ type: 'done', id, result })
  } catch (error) {
    const failure = error instanceof IsolateFailure ? error : new IsolateFailure('crash', String(error))
    send({
      type: 'failed',
      id,
      kind: failure.kind,
      message: failure.message,
      ...(failure.line === undefined ? {} : { line: failure.line }),
    })
  } finally {
    clearInterval(watch)
    waiting.clear()
  }
}

process.on('message', (message: ToWorker) => {
  switch (message.type) {
    case 'start':
      memoryMb = message.memoryMb
      maxResultBytes = message.maxResultBytes
      home = createIsolateHome(message.source, memoryMb)
      send({ type: 'ready' })
      break
    case 'run':
      void run(message.id, message.work)
      break
    case 'answer':
      waiting.get(message.ask)?.(message.answer)
      waiting.delete(message.ask)
      break
  }
})

// Without a server there is nobody to work for.
process.on('disconnect', () => process.exit(0))
