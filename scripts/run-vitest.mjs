// Runs vitest and counts what it said.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findNode, root, run } from './runtime.mjs'

/** Counts, and what the skipped tests say they need. */
export async function runVitest(args, env = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'steward-results-'))
  const file = join(folder, 'results.json')
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  try {
    const code = await run(findNode(), [vitest, 'run', ...reporters, ...args], { cwd: root, env })
    return count(readResults(file), code)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function readResults(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return { testResults: [] }
  }
}

function count({ testResults }, code) {
  const counts = { passed: 0, failed: 0, skipped: 0, missing: new Set() }
  for (const { assertionResults, status } of testResults) {
    // A file that cannot even be loaded has no tests that could fail.
    if (status === 'failed' && assertionResults.every((each) => each.status !== 'failed')) counts.failed += 1
    for (const { status: outcome, title } of assertionResults) {
      if (outcome === 'passed') counts.passed += 1
      else if (outcome === 'failed') counts.failed += 1
      else {
        counts.skipped += 1
        const what = /\(needs ([^()]+)\)$/.exec(title)?.[1]
        if (what !== undefined) counts.missing.add(what)
      }
    }
  }
  // An error outside of any test, or a run that was broken off.
  if (code !== 0 && counts.failed === 0) counts.failed += 1
  return counts
}
