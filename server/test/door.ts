import { browser, type Client, testInstallation, type TestInstallation } from './installation.ts'
import { openPostOffice, type PostOffice } from './post-office.ts'
import { setConfig } from './set-config.ts'

export type Door = AsyncDisposable & {
  readonly steward: TestInstallation
  readonly post: PostOffice
  /** As a browser that nobody is signed in with. */
  readonly send: Client['send']
  /** Of a table of the hub identity, each row as text. */
  rows(table: string): Promise<string[]>
}

/** An installation with its mails, for tests of how people get in. */
export async function openDoor(settings: Readonly<Record<string, unknown>> = {}): Promise<Door> {
  const steward = await testInstallation()
  for (const [key, value] of Object.entries(settings)) await setConfig(steward.databases, key, value)
  const post = openPostOffice(steward)
  return {
    steward,
    post,
    send: (...request) => steward.client(browser).send(...request),
    rows: async (table) => {
      const { rows } = await steward.databases.pool('identity').query<{ row: string }>(`select t::text as row from ${table} t`)
      return rows.map(({ row }) => row)
    },
    [Symbol.asyncDispose]: async () => {
      await post[Symbol.asyncDispose]()
      await steward[Symbol.asyncDispose]()
    },
  }
}

/** What the browser sends after this answer. */
export const cookieOf = (answer: { readonly headers: Record<string, unknown> }): string =>
  [answer.headers['set-cookie']]
    .flat()
    .map((cookie) => String(cookie).split(';', 1)[0])
    .join('; ')
