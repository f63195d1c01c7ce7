import type { JsonValue } from '@steward/contract/item'
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { canonicalJson } from '#base/canonical-json'
import { refusalOf } from '#net'
import type { Reach, Target, TargetAddress, TargetTls } from '#target'
import type { AccessContext } from '../context.ts'
import { accessError } from '../errors.ts'
import { findInstanceRow, type InstanceRow } from './instance.store.ts'
import { openPasswords } from './passwords.ts'

/** By which login, and whether the copy is asked where there is one. */
export type Way = { readonly database: string; readonly login: 'read' | 'write'; readonly place: 'primary' | 'replica' }

/** Opens a database of an instance. Whoever opens it closes it. */
export function openInstance(context: AccessContext, instance: InstanceRow, way: Way): Target {
  return context.openTarget(instance.kind, reachOf(context, instance, way), { isForReading: way.login === 'read' })
}

/** Reads go to the copy, where there is one. */
export const readingWay = ({ replicaHost }: InstanceRow, database: string): Way => ({
  database,
  login: 'read',
  place: replicaHost === null ? 'primary' : 'replica',
})

/**
 * Looks the instance up each time, so that a password that was changed meanwhile is the one that is used. One that leads
 * elsewhere by now is not followed: it is another place than was asked about.
 */
export function reachOf(context: AccessContext, asked: InstanceRow, way: Way): Reach {
  const { workspaceId, id } = asked
  return async (isFresh) => {
    const instance = await findInstanceRow(context.databases, { workspaceId, id })
    if (instance?.lockedPasswords === null || instance === undefined) throw accessError.instance_not_found()
    if (whereOf(instance, way) !== whereOf(asked, way)) throw accessError.instance_changed_meanwhile()
    const { host, port } = placeOf(instance, way)
    await refuseForbidden(host, context.denyPrivate)
    const { user, password } = await loginOf(context, instance, { way, isFresh })
    return { host, port, database: way.database, user, password, tls: tlsOf(instance) }
  }
}

const userOf = ({ readUser, writeUser }: InstanceRow, { login }: Way): string | null => (login === 'read' ? readUser : writeUser)

const whereOf = (instance: InstanceRow, way: Way): string =>
  canonicalJson({ ...placeOf(instance, way), tls: instance.tls, user: userOf(instance, way) })

function placeOf(instance: InstanceRow, { place }: Way): Pick<TargetAddress, 'host' | 'port'> {
  const { host, port, replicaHost, replicaPort } = instance
  return place === 'replica' && replicaHost !== null && replicaPort !== null
    ? { host: replicaHost, port: replicaPort }
    : { host, port }
}

async function loginOf(
  { box, sources, clock }: AccessContext,
  instance: InstanceRow,
  { way, isFresh }: { readonly way: Way; readonly isFresh: boolean },
): Promise<Pick<TargetAddress, 'user' | 'password'>> {
  const passwords = openPasswords(box, instance, instance.lockedPasswords ?? '')
  const user = userOf(instance, way)
  const password = way.login === 'read' ? passwords.read : passwords.write
  if (user === null || password === null) throw accessError.no_write_login({ instance: instance.name })
  const found = await sources.resolve(instance.workspaceId, { user, password }, clock().getTime(), isFresh)
  return { user: textOf(found['user']), password: textOf(found['password']) }
}

/** What is kept elsewhere may be a number there. */
const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : JSON.stringify(value))

function tlsOf({ tls }: InstanceRow): TargetTls {
  if (tls.mode === 'off') return { mode: 'off' }
  const { ca, serverName } = tls
  return {
    mode: 'verify',
    ...(ca === undefined || ca === null ? {} : { ca }),
    ...(serverName === undefined || serverName === null ? {} : { serverName }),
  }
}

/** Databases usually are at private addresses, so those are refused only where the installation refuses them everywhere. */
export async function refuseForbidden(host: string, denyPrivate: boolean): Promise<void> {
  const policy = { denyPrivate, allowed: [] }
  const refuse = (address?: string) => {
    const reason = refusalOf(host, address, policy)
    if (reason !== undefined) throw accessError.host_refused({ reason })
  }
  refuse()
  if (isIP(host) !== 0) return
  // A name that leads nowhere is told by whoever tries to reach it.
  const addresses = await lookup(host, { all: true }).catch(() => [])
  for (const { address } of addresses) refuse(address)
}
