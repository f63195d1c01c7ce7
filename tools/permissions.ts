import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Endpoint } from '../contract/api/endpoint.ts'
import { endpoints } from '../contract/api/endpoints.ts'
import {
  permissionNames,
  permissions,
  reservedPermissions,
  type SystemRole,
  systemRoleNames,
  systemRoles,
  systemRoleTexts,
} from '../contract/permission.ts'

export const documentPath = join(import.meta.dirname, '../docs/permissions.md')

const head = `# Who may what

Written by \`node tools/permissions.ts\` from the contract; a test asks every endpoint as every role and compares the answers with this page.
How roles, pods and keys work together: [decide who may what](how-to/decide-who-may-what.md).
`

/** The page of who may what, as text, from the contract alone. */
export function permissionsDocument(): string {
  return [
    head,
    '## Roles that every workspace has\n',
    table(
      ['role', 'what it is for'],
      systemRoleNames.map((name) => [name, systemRoleTexts[name]]),
    ),
    '## Permissions\n',
    table(
      ['permission', 'its holder may', ...systemRoleNames],
      permissionNames.map((name) => [
        `\`${name}\``,
        `${permissions[name]}${reservedPermissions.includes(name) ? ' (in no role that somebody makes)' : ''}`,
        ...systemRoleNames.map((role) => mark(holds(role, name))),
      ]),
    ),
    `\`installation:manage\` belongs to the administrators of the installation and to no role.\n`,
    '## Without the second factor that a workspace asks for\n',
    'Whoever has none where `identity.second_factor_required` is on is answered by what they need to set it up, and by nothing else:',
    `${endpoints
      .filter(({ evenWhenBarred }) => evenWhenBarred === true)
      .map(({ method, path }) => `\`${method} ${path}\``)
      .toSorted()
      .join(', ')}.\n`,
    '## Endpoints\n',
    'Below `/api/v1`. *everybody*: without signing in. *session*: whoever is signed in. *per pod*: may be held for one pod alone.\n',
    table(
      ['endpoint', 'permission', ...systemRoleNames],
      endpoints
        .toSorted((one, other) => compare(one.path, other.path) || compare(one.method, other.method))
        .map((endpoint) => [
          `\`${endpoint.method} ${endpoint.path}\``,
          said(endpoint),
          ...systemRoleNames.map((role) => mark(mayCall(role, endpoint))),
        ]),
    ),
  ].join('\n')
}

const compare = (one: string, other: string) => (one === other ? 0 : one < other ? -1 : 1)
const mark = (yes: boolean) => (yes ? 'yes' : '')
const holds = (role: SystemRole, name: string) => (systemRoles[role] as readonly string[]).includes(name)
const mayCall = (role: SystemRole, { permission }: Endpoint) =>
  permission === 'public' || permission === 'session' || holds(role, permission)

function said({ permission, perPod }: Endpoint): string {
  if (permission === 'public') return 'everybody'
  return `${permission}${perPod === true ? ', per pod' : ''}`
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return `${[line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n')}\n`
}

/** Writes the page anew where it is not current. */
export function writePermissions(): void {
  const text = permissionsDocument()
  const before = readFileSync(documentPath, { encoding: 'utf8', flag: 'a+' })
  if (before !== text) writeFileSync(documentPath, text)
  process.stderr.write(before === text ? 'docs/permissions.md is current\n' : 'docs/permissions.md was written anew\n')
}

if (import.meta.main) writePermissions()
