import { defineConfig } from 'vitest/config'

/** Tests in a real browser against a started server; `scripts/e2e.mjs` names the browser in STEWARD_E2E_CHROMIUM. */
export default defineConfig({
  test: {
    name: 'e2e',
    include: ['e2e/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // One server and one browser at a time; two would only wait for each other.
    fileParallelism: false,
  },
})
