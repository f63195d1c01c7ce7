// `npm run check`: everything that can be said about the code without running it.

import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findNode, installWhatIsMissing, root, run, say } from './runtime.mjs'

/** The checks that failed, by name, and how many there were. */
export async function check() {
  const node = findNode()
  const tool = (...path) => join(root, 'node_modules', ...path)
  const tidy = join(root, 'tools', 'tidy.ts')
  /** @type {[string, string[]][]} */
  const checks = [
    // One checker: several each work out the same library types again, for more than twice the work and half again the memory.
    ['types (tsc)', [tool('@typescript', 'native', 'bin', 'tsc'), '-p', '.', '--checkers', '1']],
    ['lint (oxlint)', [tool('oxlint', 'bin', 'oxlint'), '--type-aware']],
    ['format (oxfmt)', [tool('oxfmt', 'bin', 'oxfmt'), '--check']],
    ['unused code and dependencies (knip)', [tool('knip', 'bin', 'knip.js'), '--no-progress']],
  ]
  if (existsSync(tidy)) checks.push(['architecture (tools/tidy.ts)', [tidy]])
  const total = checks.length
  const failed = []
  // Most of them keep one core busy, so two go side by side where there are two.
  const lane = async () => {
    for (let next = checks.shift(); next !== undefined; next = checks.shift()) {
      const [name, args] = next
      const started = Date.now()
      const code = await run(node, args, { cwd: root })
      say(`${code === 0 ? 'ok    ' : 'FAILED'} ${name}, ${((Date.now() - started) / 1000).toFixed(1)} s`)
      if (code !== 0) failed.push(name)
    }
  }
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, lane))
  return { failed, total }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await installWhatIsMissing()
  const { failed } = await check()
  if (failed.length > 0) say(`failed: ${failed.join(', ')}`)
  process.exitCode = failed.length === 0 ? 0 : 1
}
