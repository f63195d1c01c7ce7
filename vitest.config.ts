import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const server = ['server', 'contract', 'sdk', 'connectors', 'tools', 'bench', 'chaos', 'scripts']

export default defineConfig({
  test: {
    // Real databases, real processes: a busy two-core machine needs more than the usual five seconds.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Our modules keep nothing between two tests, so the files that a worker runs share them; loading them anew for each took most of the time.
    isolate: false,
    // A third of the time of a test is spent waiting for processes, disks and leases.
    maxWorkers: availableParallelism() + 1,
    projects: [
      {
        extends: true,
        test: {
          name: 'server',
          include: server.map((folder) => `${folder}/**/*.test.ts`),
          globalSetup: ['server/test/global-setup.ts'],
          env: { STEWARD_LOG_LEVEL: 'silent' },
        },
      },
      { extends: true, test: { name: 'web', include: ['web/**/*.test.{ts,tsx}'] } },
    ],
  },
})
