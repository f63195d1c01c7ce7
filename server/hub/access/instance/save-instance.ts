import type { InstanceChange, InstanceLogin, NewInstance, QueryLimits } from '@steward/contract/api/instance'
import { canonicalJson } from '#base/canonical-json'
import { newId } from '#base/id'
import { isReference, readReference } from '#hub/connector'
import { record } from '#hub/audit'
import { changeSight } from '#hub/effect'
import { findPodNames, membersAmong } from '#hub/tenant'
import type { AccessScope } from '../context.ts'
import { accessError } from '../errors.ts'
import { visibleTo } from '../query/action-of.ts'
import {
  insertInstance,
  type InstanceRow,
  isNameTaken,
  lockInstance,
  markInstanceDeleted,
  updateInstance,
} from './instance.store.ts'
import { lockPasswords, openPasswords, type Passwords } from './passwords.ts'

/** What stands in the place of a password that is set. Sent back, it means: leave as it is. */
export const dots = '••••••••'

const usualLimits: QueryLimits = { statementMs: 30_000, lockMs: 2_000, rows: 10_000, bytes: 20_000_000, changedRows: 1_000 }

/** A name or an address, without anything that would lead elsewhere. */
const hostName = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?$|^[0-9a-f:.]+$/i

export async function createInstance(scope: AccessScope, input: NewInstance): Promise<string> {
  const { workspaceId, actorId: by, now, box } = scope
  const id = newId()
  const { readLogin, writeLogin = null, limits = {}, replica = null } = input
  const passwords = { read: givenPassword(readLogin), write: writeLogin === null ? null : givenPassword(writeLogin) }
  const row = {
    id,
    workspaceId,
    kind: input.kind,
    name: input.name.trim(),
    description: input.description ?? null,
    environment: input.environment,
    podId: input.podId ?? null,
    host: input.host,
    port: input.port,
    databases: input.databases,
    tls: input.tls,
    replicaHost: replica?.host ?? null,
    replicaPort: replica?.port ?? null,
    readUser: readLogin.user,
    writeUser: writeLogin?.user ?? null,
    lockedPasswords: lockPasswords(box, { id, workspaceId }, passwords),
    limits: { ...usualLimits, ...limits },
    masked: input.masked ?? [],
    readers: input.readers ?? null,
    allowsWorkflows: input.allowsWorkflows ?? false,
  }
  await check(scope, row)
  await scope.db.transaction('access', async (tx) => {
    if (await isNameTaken(tx, row, row.name)) throw accessError.instance_name_taken({ name: row.name })
    await insertInstance(tx, row, { by, now })
    await record(tx, scope, { action: 'instance.created', resourceType: 'instance', resourceId: id, new: shown(row) })
  })
  return id
}

export async function changeInstance(scope: AccessScope, id: string, input: InstanceChange): Promise<void> {
  const { workspaceId, now } = scope
  await scope.db.transaction('access', async (tx) => {
    const old = await lockInstance(tx, { workspaceId, id })
    if (old === undefined) throw accessError.instance_not_found()
    if (old.version !== input.version) throw accessError.instance_changed_meanwhile()
    const { row, changed } = merged(scope, old, input)
    await check(scope, row)
    if (await isNameTaken(tx, row, row.name)) throw accessError.instance_name_taken({ name: row.name })
    await updateInstance(tx, row, now)
    if (visibleTo(old) !== visibleTo(row)) await changeSight(tx, { workspaceId, connectionId: id, visibleTo: visibleTo(row) })
    await record(tx, scope, {
      action: 'instance.changed',
      resourceType: 'instance',
      resourceId: id,
      old: shown(old),
      // Whether a password changed, never what it is.
      new: { ...shown(row), changed },
    })
  })
}

export async function deleteInstance(scope: AccessScope, id: string): Promise<void> {
  const { workspaceId, now } = scope
  await scope.db.transaction('access', async (tx) => {
    const old = await lockInstance(tx, { workspaceId, id })
    if (old === undefined) throw accessError.instance_not_found()
    await markInstanceDeleted(tx, { workspaceId, id }, now)
    await record(tx, scope, { action: 'instance.deleted', resourceType: 'instance', resourceId: id, old: shown(old) })
  })
}

function merged({ box }: AccessScope, old: InstanceRow, input: InstanceChange): { row: InstanceRow; changed: string[] } {
  const { version: _, readLogin, writeLogin, replica, name, ...plain } = input
  const kept = openPasswords(box, old, old.lockedPasswords ?? '')
  // Whoever may lead the login elsewhere would learn a password that nobody is shown.
  if (leadsElsewhere(old, input)) requireGivenAnew(kept, { readLogin, writeLogin })
  const passwords: Passwords = {
    read: readLogin === undefined ? kept.read : changedPassword(readLogin, kept.read),
    write: writeLogin === undefined ? kept.write : writeLogin === null ? null : changedPassword(writeLogin, kept.write),
  }
  const row: InstanceRow = {
    ...old,
    ...(Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined)) as Partial<InstanceRow>),
    name: (name ?? old.name).trim(),
    replicaHost: replica === undefined ? old.replicaHost : (replica?.host ?? null),
    replicaPort: replica === undefined ? old.replicaPort : (replica?.port ?? null),
    readUser: readLogin?.user ?? old.readUser,
    writeUser: writeLogin === undefined ? old.writeUser : (writeLogin?.user ?? null),
    lockedPasswords: lockPasswords(box, old, passwords),
  }
  return { row, changed: Object.keys(input).filter((key) => key !== 'version') }
}

function leadsElsewhere(old: InstanceRow, { host, port, tls, replica }: InstanceChange): boolean {
  const copy = replica === undefined || replica === null ? undefined : replica
  return (
    (host !== undefined && host !== old.host) ||
    (port !== undefined && port !== old.port) ||
    (tls !== undefined && canonicalJson(tls) !== canonicalJson(old.tls)) ||
    (copy !== undefined && (copy.host !== old.replicaHost || copy.port !== old.replicaPort))
  )
}

type GivenLogins = {
  readonly readLogin: InstanceLogin | undefined
  readonly writeLogin: InstanceLogin | null | undefined
}

function requireGivenAnew(kept: Passwords, { readLogin, writeLogin }: GivenLogins): void {
  const isGiven = (login: InstanceLogin | null | undefined) => login?.password !== undefined && login.password !== dots
  const isAsked = (password: string | null) => password !== null && !isReference(password)
  const isMissing =
    (isAsked(kept.read) && !isGiven(readLogin)) || (writeLogin !== null && isAsked(kept.write) && !isGiven(writeLogin))
  if (isMissing) throw accessError.passwords_anew()
}

function givenPassword({ user, password }: InstanceLogin): string {
  if (password === undefined || password === '' || password === dots) throw accessError.password_missing({ user })
  return password
}

function changedPassword(login: InstanceLogin, kept: string | null): string {
  if (kept !== null && (login.password === undefined || login.password === dots)) return kept
  return givenPassword(login)
}

async function check(scope: AccessScope, row: Omit<InstanceRow, 'version' | 'createdAt' | 'updatedAt'>): Promise<void> {
  const { db, workspaceId, box } = scope
  for (const host of [row.host, row.replicaHost])
    if (host !== null && !hostName.test(host)) throw accessError.host_unreadable({ host: host.slice(0, 100) })
  const passwords = openPasswords(box, row, row.lockedPasswords ?? '')
  for (const text of [row.readUser, row.writeUser, passwords.read, passwords.write]) if (isReference(text)) readReference(text)
  const pods = [...new Set([row.podId, ...(row.readers?.pods ?? [])].filter((pod) => pod !== null))]
  if ((await findPodNames(db, workspaceId, pods)).size !== pods.length) throw accessError.pod_not_found()
  const people = [...new Set(row.readers?.people ?? [])]
  if ((await membersAmong(db, workspaceId, people)).length !== people.length) throw accessError.people_not_members()
}

/** What the audit log keeps of it. */
function shown(row: Omit<InstanceRow, 'version' | 'createdAt' | 'updatedAt'>) {
  const { name, kind, environment, podId, host, port, databases, replicaHost, limits, masked, allowsWorkflows } = row
  return {
    name,
    kind,
    environment,
    podId,
    host,
    port,
    databases: [...databases],
    replicaHost,
    limits,
    allowsWorkflows,
    masked: masked.map(({ schema, table, column }) => [schema, table, column].filter((part) => part !== null).join('.')),
  }
}
