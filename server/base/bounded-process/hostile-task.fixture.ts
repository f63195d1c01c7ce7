import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const deeds: Readonly<Record<string, () => unknown>> = {
  pid: () => process.pid,
  environment: () => Object.keys(process.env),
  throw: () => {
    throw new Error('on purpose')
  },
  loop: () => {
    for (;;);
  },
  write: () => writeFileSync(join(tmpdir(), 'bounded-process-escape'), ''),
  spawn: () => {
    const { error } = spawnSync('true')
    if (error !== undefined) throw error
  },
  connect: () =>
    new Promise((resolve, reject) => {
      connect(9, '127.0.0.1', () => resolve('connected')).on('error', reject)
    }),
}

/** What a hostile input might bring a parser to do. */
export default function act(kind: string): unknown {
  return deeds[kind]?.()
}
