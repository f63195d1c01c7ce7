import { newId } from '#base/id'
import { connectDatabases, type Databases, type Scope } from '#db'
import { type HubName, hubs } from '../hubs.ts'
import { createTestDatabase } from './create-test-database.ts'
import { templateName } from './template-name.ts'

export type TestDatabase = AsyncDisposable & {
  readonly databases: Databases
  /** Reaches this database as the administrator, to arrange what no hub could. */
  readonly url: string
  /** Within one workspace per test database, unless told otherwise. */
  scope(over?: Partial<Scope>): Scope
}

/** A migrated database of the test's own: `await using db = await testDatabase()`. */
export async function testDatabase(): Promise<TestDatabase> {
  const { url, drop } = await createTestDatabase({ template: templateName })
  const databases = await connectDatabases(new Map<HubName, string>(hubs.map((hub) => [hub, url])), {
    migrate: false,
    release: drop,
  })
  const scope = { workspaceId: newId(), actorId: null, now: new Date() }
  return {
    databases,
    url,
    scope: (over = {}) => ({ ...scope, db: databases.within(over.workspaceId ?? scope.workspaceId), ...over }),
    [Symbol.asyncDispose]: () => databases.close(),
  }
}
