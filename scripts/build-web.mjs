// Builds the web app when its sources are newer than what was built last.

import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { findNode, root, run, say } from './runtime.mjs'

const built = join(root, 'web', 'dist', 'index.html')
const stamp = join(root, 'web', 'dist', '.sources')

/** Resolves with an exit code: 0 when there is nothing (left) to do. */
export async function buildWebWhenStale() {
  if (!existsSync(join(root, 'web', 'index.html'))) return 0
  const hash = hashSources()
  if (isWebCurrent(hash)) return 0
  say('building the web app')
  const started = Date.now()
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const code = await run(findNode(), [vite, 'build', '--logLevel', 'warn'], { cwd: join(root, 'web') })
  if (code !== 0) {
    say('the web app could not be built; the reason stands above')
    return code
  }
  writeFileSync(stamp, hash)
  say(`web app built in ${((Date.now() - started) / 1000).toFixed(1)} s`)
  return 0
}

export function isWebCurrent(hash = hashSources()) {
  return existsSync(built) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash
}

/** By content, not by time: a fresh checkout of the same sources needs no build. */
function hashSources() {
  const hash = createHash('sha256')
  for (const folder of ['web', 'sdk', 'contract']) {
    for (const file of listFiles(join(root, folder))) {
      hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
    }
  }
  return hash.update(readFileSync(join(root, 'package-lock.json'))).digest('hex')
}

function listFiles(folder) {
  const files = []
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    const isSource = !['node_modules', 'dist'].includes(entry.name) && !/\.test\.tsx?$/.test(entry.name)
    if (entry.isDirectory() && isSource) files.push(...listFiles(path))
    else if (entry.isFile() && isSource) files.push(path)
  }
  return files.sort((a, b) => (a < b ? -1 : 1))
}
