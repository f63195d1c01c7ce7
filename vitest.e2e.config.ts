import { defineConfig } from 'vitest/config'

/** Tests in a real browser against a started server; `scripts/e2e.mjs` names the browser in STEWARD_E2E_CHROMIUM. */
export default defineConfig({
  test: {
    name: 'e2e',
    include: ['e2e/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    globalSetup: ['server/test/global-setup.ts'],
    pool: 'forks',
    // The files that a worker runs share its browser.
    isolate: false,
    // A page is mostly waited for, so two servers with a browser each share a small machine well.
    maxWorkers: 2,
  },
})
