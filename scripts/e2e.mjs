// `npm run e2e`: the tests in a real browser.

import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildWebWhenStale } from './build-web.mjs'
import { runVitest } from './run-vitest.mjs'
import { findProgram, installWhatIsMissing, root, say } from './runtime.mjs'

/** Counts like those of vitest; without a browser everything is skipped, or fails where CI is true. */
export async function e2e(args = []) {
  const tests = existsSync(join(root, 'e2e'))
    ? readdirSync(join(root, 'e2e'), { recursive: true }).filter((name) => String(name).endsWith('.test.ts'))
    : []
  if (tests.length === 0) return { passed: 0, failed: 0, skipped: 0, missing: new Set(), unsteady: [] }
  const chromium = findChromium()
  if (chromium === undefined) {
    const isFailure = process.env.CI === 'true'
    say(`there is no Chromium on this machine, so the browser tests ${isFailure ? 'fail' : 'are skipped'}: ${tests.join(', ')}`)
    return {
      passed: 0,
      failed: isFailure ? tests.length : 0,
      skipped: isFailure ? 0 : tests.length,
      missing: new Set(['chromium']),
      unsteady: [],
    }
  }
  if ((await buildWebWhenStale()) !== 0) return { passed: 0, failed: tests.length, skipped: 0, missing: new Set(), unsteady: [] }
  return await runVitest(['--config', 'vitest.e2e.config.ts', ...args], { STEWARD_E2E_CHROMIUM: chromium })
}

function findChromium() {
  const own = process.env.STEWARD_E2E_CHROMIUM
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
  return (
    own ??
    findProgram('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome') ??
    (existsSync(mac) ? mac : undefined)
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await installWhatIsMissing()
  const { passed, failed, skipped } = await e2e(process.argv.slice(2))
  process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`)
  process.exitCode = failed === 0 ? 0 : 1
}
