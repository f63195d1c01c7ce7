import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { quickFolder } from './quick-folder.ts'
import { startTestServer, type TestServer } from './test-server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The port where `testDatabase` asks for the run's PostgreSQL. */
    testServerPort: number
  }
}

/**
 * One PostgreSQL for the whole run, started when the first test asks for a
 * database: a run of pure tests does not pay for it. It must be started by the
 * main thread of this process, which outlives the workers.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(quickFolder(), 'steward-test-'))
  let server: Promise<TestServer> | undefined
  const door = createServer((socket) => {
    socket.on('error', () => undefined)
    server ??= startTestServer(folder)
    server.then(
      ({ url, problems }) => answer(socket, { url, problems }),
      (error: unknown) => answer(socket, { error: error instanceof Error ? error.message : String(error) }),
    )
  })
  await new Promise<void>((done) => door.listen(0, '127.0.0.1', done))
  const address = door.address()
  project.provide('testServerPort', typeof address === 'object' && address !== null ? address.port : 0)
  return async () => {
    door.close()
    await server?.then((each) => each.close()).catch(() => undefined)
    rmSync(folder, { recursive: true, force: true })
  }
}

function answer(socket: Socket, value: object): void {
  socket.end(JSON.stringify(value))
}
