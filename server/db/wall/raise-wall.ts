import { type ClientBase, escapeIdentifier as name, escapeLiteral as text } from 'pg'
import { log } from '#base/log'
import { StartError } from '#base/start-error'
import type { HubName } from '../../hubs.ts'
import { type Declaration, everything, readDeclarations, type Right } from './declarations.ts'
import { type Policy, readWall, type Relation, type WallState } from './wall-catalog.ts'

export type WallRoles = ReadonlyMap<HubName, { readonly role: string; readonly memberRole: string }>

type Wish = {
  readonly roles: WallRoles
  /** What happens to a table of which nobody has said to whom its rows belong: members have no right to it either way. */
  readonly undeclared: 'refuse' | 'tell'
  readonly folder?: string | undefined
}

/** In which workspace a transaction works. Without one, nothing equals it. In a select of its own it is asked once per statement. */
const workspace = `(select nullif(current_setting('app.workspace_id', true), '')::uuid)`

/**
 * Row security as the second wall between workspaces: a statement of a member
 * that forgets to name its workspace finds the rows of that workspace all the
 * same. Puts up what is missing, after every migration; when nothing is, it
 * costs one look at the catalog. The owner of the tables is not bound, so that
 * migrations and backups see everything; no hub logs in as the owner.
 */
export async function raiseWall(client: ClientBase, wish: Wish): Promise<void> {
  const found = await readWall(client, wish.roles)
  const { missing, undeclared } = planWall(found, wish)
  if (missing.length > 0) await raiseMissing(client, wish)
  if (undeclared.length === 0) return
  const sentence = `Nobody has said to which workspace the rows of ${undeclared.join(', ')} belong: give the table a column workspace_id, or a line in wall.json of its hub.`
  if (wish.undeclared === 'refuse') throw new StartError(sentence)
  log.warn({ tables: undeclared }, sentence)
}

/** Two starters at once: the second waits, looks again and finds nothing to do. */
async function raiseMissing(client: ClientBase, wish: Wish): Promise<void> {
  await client.query(`begin; set local lock_timeout = '10s'; select pg_advisory_xact_lock(hashtextextended('steward wall', 0))`)
  try {
    const { missing } = planWall(await readWall(client, wish.roles), wish)
    for (const statement of missing) await client.query(statement)
    await client.query('commit')
    log.debug({ statements: missing.length }, 'raised the wall between workspaces')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

/** The statements that bring a database from how it is to how it is to be; none when it is. */
export function planWall(state: WallState, { roles, folder }: Wish): { missing: string[]; undeclared: string[] } {
  const missing = state.openFunctions.flatMap(({ hub, signature }) => closeFunction(signature, roles.get(hub)?.role ?? ''))
  const undeclared: string[] = []
  for (const [hub, relations] of Map.groupBy(state.relations, (one) => one.hub)) {
    const own = roles.get(hub)
    if (own === undefined) continue
    const declared = readDeclarations(hub, folder)
    for (const relation of relations) {
      const declaration = declarationOf(relation, declared)
      if (declaration === undefined) undeclared.push(`${hub}.${relation.name}`)
      else missing.push(...wallOf(relation, declaration, own))
    }
  }
  return { missing, undeclared }
}

function declarationOf(relation: Relation, declared: ReadonlyMap<string, Declaration>): Declaration | undefined {
  // Partitions are reached through their parents, whose policies count then.
  if (relation.isPartition) return { kind: 'outside', reason: 'belongs to its parent', member: [] }
  if (relation.kind === 'view') return { kind: 'outside', reason: 'shows what its tables show', member: ['select'] }
  if (relation.kind === 'materialized view') return declared.get(relation.name)
  const own: Declaration = { kind: 'column', column: 'workspace_id', member: everything }
  return declared.get(relation.name) ?? (relation.hasWorkspace ? own : undefined)
}

function wallOf(relation: Relation, declaration: Declaration, own: { role: string; memberRole: string }): string[] {
  const table = `${name(relation.hub)}.${name(relation.name)}`
  const member = name(own.memberRole)
  const statements: string[] = []
  if (relation.kind === 'view' && !relation.secured) statements.push(`alter view ${table} set (security_invoker = true)`)
  if (declaration.kind !== 'outside') statements.push(...policiesOf(relation, conditionOf(relation, declaration), own))
  statements.push(...rightsOf(table, member, { has: relation.member, wanted: declaration.member }))
  if (declaration.own !== undefined)
    statements.push(...rightsOf(table, name(own.role), { has: relation.own, wanted: declaration.own }))
  return statements
}

function rightsOf(table: string, role: string, { has, wanted }: { has: readonly Right[]; wanted: readonly Right[] }): string[] {
  if (isSame(has, wanted)) return []
  // What is taken from a table is taken from each of its columns. What everybody may do, a role could not be kept from.
  return [
    `revoke all on ${table} from ${role}, public`,
    ...(wanted.length > 0 ? [`grant ${wanted.map(quoted).join(', ')} on ${table} to ${role}`] : []),
  ]
}

const quoted = (right: Right): string => right.replace(/\((.+)\)/, (_, column: string) => `(${name(column)})`)

function conditionOf(relation: Relation, declaration: Exclude<Declaration, { kind: 'outside' }>): string {
  if (declaration.kind === 'column') return `${name(declaration.column)} = ${workspace}`
  // Whether the parent is seen is for its own policy to say.
  const parent = `${name(relation.hub)}.${name(declaration.parent)}`
  return `exists (select from ${parent} parent where parent.id = ${name(relation.name)}.${name(declaration.key)})`
}

function policiesOf(relation: Relation, condition: string, own: { role: string; memberRole: string }): string[] {
  const wanted: Policy[] = [
    // The engine, schedulers and relays work for all workspaces; a condition that is always true costs their statements nothing.
    { name: 'hub', roles: [own.role], condition: 'true' },
    { name: 'member', roles: [own.memberRole], condition },
  ]
  const stands = (policy: Policy) => relation.policies.some((one) => isSamePolicy(one, policy))
  if (relation.secured && relation.policies.length === wanted.length && wanted.every(stands)) return []
  const table = `${name(relation.hub)}.${name(relation.name)}`
  return [
    ...relation.policies.map((policy) => `drop policy ${name(policy.name)} on ${table}`),
    ...wanted.flatMap((policy) => [
      `create policy ${name(policy.name)} on ${table} to ${policy.roles.map(name).join(', ')} using (${policy.condition})`,
      // Catalogs keep conditions reworded; the comment tells which one it was.
      `comment on policy ${name(policy.name)} on ${table} is ${text(policy.condition ?? '')}`,
    ]),
    `alter table ${table} enable row level security`,
  ]
}

/** What runs with the rights of the owner would be a door in the wall; it is for the hub's own role only. */
function closeFunction(signature: string, role: string): string[] {
  return [`revoke execute on function ${signature} from public`, `grant execute on function ${signature} to ${name(role)}`]
}

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((each) => other.includes(each))

const isSamePolicy = (one: Policy, other: Policy): boolean =>
  one.name === other.name && one.condition === other.condition && isSame(one.roles, other.roles)
