// Runs vitest and counts what it said.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { findNode, root, run, say } from './runtime.mjs'

/** More broken files than this are no accident, and nobody waits for them twice. */
const mostAgain = 4

/**
 * Counts, what the skipped tests say they need, and what is unsteady.
 * A file with a failure is run once more, alone: a machine that was too busy for a deadline is told apart from a fault.
 * Such a file is named in `unsteady`, so that it is mended and not forgotten.
 */
export async function runVitest(args, env = {}) {
  const first = await runOnce(args, env)
  const { broken } = first
  if (process.env.CI !== 'true' || broken.length === 0 || broken.length > mostAgain || first.others > 0)
    return { ...first, unsteady: [] }
  say(`run again, alone: ${broken.join(', ')}`)
  const again = await runOnce([...optionsOf(args), '--maxWorkers=1', ...broken], env)
  const without = count(
    first.results.filter(({ name }) => !broken.includes(relative(root, name))),
    0,
  )
  return {
    passed: without.passed + again.passed,
    failed: without.failed + again.failed,
    skipped: without.skipped + again.skipped,
    missing: new Set([...without.missing, ...again.missing]),
    unsteady: broken.filter((name) => !again.broken.includes(name)),
  }
}

/** What is not a file: options, and the value of `--config`. */
function optionsOf(args) {
  return args.filter((each, at) => each.startsWith('-') || args[at - 1] === '--config')
}

async function runOnce(args, env) {
  const folder = mkdtempSync(join(tmpdir(), 'steward-results-'))
  const file = join(folder, 'results.json')
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  try {
    const code = await run(findNode(), [vitest, 'run', ...reporters, ...args], { cwd: root, env })
    const results = readResults(file).testResults
    const broken = results.filter(({ status }) => status === 'failed').map(({ name }) => relative(root, name))
    const counts = count(results, code)
    // An error outside of any test belongs to no file that could be run again.
    const others = code !== 0 && broken.length === 0 ? 1 : 0
    return { ...counts, results, broken, others }
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

function count(testResults, code) {
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
