import { parseArgs } from 'node:util'
import { apiKeyScopes } from '@steward/contract/api/identity'
import { AppError } from '#base/error'
import { setLogLevel } from '#base/log'
import { readSettings } from '#base/settings'
import { StartError } from '#base/start-error'
import { openDatabases } from '#db'
import { createApiKey, findOwnerId } from '#hub/identity'
import { ensureOwner } from '#hub/tenant'

const usage = `usage: steward api-key create --name <name> [--scopes <scope>,…] [--json]

Makes a key of the installation's owner and prints it, once. Without scopes it may do everything.
Scopes: ${apiKeyScopes.join(', ')}
`

/** `steward api-key create`: works on the database itself, beside a running server or without one. 0 = made, 1 = impossible, 2 = wrong use. */
export async function apiKeyCommand(argv: string[]): Promise<number> {
  const asked = readArguments(argv)
  if ('usage' in asked) {
    process[asked.code === 0 ? 'stdout' : 'stderr'].write(asked.usage)
    return asked.code
  }
  try {
    const { id, secret } = await createKey(asked)
    process.stdout.write(asked.json ? `${JSON.stringify({ id, name: asked.name, secret })}\n` : `${secret}\n`)
    return 0
  } catch (error) {
    if (!(error instanceof StartError) && !(error instanceof AppError)) throw error
    process.stderr.write(`${error.message}\n`)
    return 1
  }
}

type Asked = { readonly name: string; readonly scopes: readonly string[]; readonly json: boolean }

function readArguments(argv: string[]): Asked | { readonly usage: string; readonly code: number } {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: { name: { type: 'string' }, scopes: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
    })
    if (values.help === true) return { usage, code: 0 }
    const name = values.name?.trim() ?? ''
    if (positionals[0] !== 'create' || positionals.length > 1 || name === '') return { usage, code: 2 }
    if (name.length > 255) return { usage: 'The name may have 255 characters at most.\n', code: 2 }
    const scopes = (values.scopes ?? '')
      .split(',')
      .map((scope) => scope.trim())
      .filter((scope) => scope !== '')
    const known: readonly string[] = apiKeyScopes
    const unknown = scopes.find((scope) => !known.includes(scope))
    if (unknown !== undefined)
      return { usage: `There is no scope "${unknown}". There are: ${apiKeyScopes.join(', ')}.\n`, code: 2 }
    return { name, scopes, json: values.json === true }
  } catch (error) {
    return { usage: `${error instanceof Error ? error.message : String(error)}\n\n${usage}`, code: 2 }
  }
}

async function createKey({ name, scopes }: Asked): Promise<{ id: string; secret: string }> {
  const settings = readSettings()
  // Standard output is for the key alone, and a person at a terminal wants no log lines.
  setLogLevel(settings.logLevel === 'info' ? 'warn' : settings.logLevel)
  const db = await openDatabases(settings)
  try {
    if (settings.owner !== undefined) await ensureOwner(db, settings.owner, new Date())
    const ownerId = await findOwnerId(db)
    if (ownerId === undefined) {
      throw new StartError(
        'This installation has no owner yet. Open it in a browser, or set STEWARD_OWNER_EMAIL and STEWARD_OWNER_PASSWORD and start it once.',
      )
    }
    const by = { actorId: ownerId, workspaceId: null, now: new Date(), means: 'command_line' as const }
    const { key, secret } = await createApiKey(db, by, { userId: ownerId, name, scopes, expiresAt: null })
    return { id: key.id, secret }
  } finally {
    await db.close()
  }
}
