import { createHash } from 'node:crypto'
import type { Environment } from '@steward/contract/api/policy'
import { canonicalJson } from '#base/canonical-json'
import type { Databases } from '#db'
import { findInstanceNamed, findInstanceRow, type InstanceRow } from '../instance/instance.store.ts'

/** How a node names its instance: by id, or by name. */
export type InstanceReference = { readonly id: string | null; readonly name: string }

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** An id that is nobody's is not looked for by its name: another instance may have that by now. */
export async function findReferred(
  db: Databases,
  workspaceId: string,
  { id, name }: InstanceReference,
): Promise<InstanceRow | undefined> {
  if (id === null) return await findInstanceNamed(db, workspaceId, name.trim())
  return uuid.test(id) ? await findInstanceRow(db, { workspaceId, id }) : undefined
}

/** An instance as the gate is asked about it. */
export type DatabasePlace = {
  readonly id: string
  readonly name: string
  readonly environment: Environment
  readonly host: string
  /** SHA-256 (hex) over how it is reached, as whom, how far and what is hidden: with any of it an action is another one. */
  readonly terms: string
}

/** Where a node would ask; null where there is no such instance in the workspace. */
export async function findDatabasePlace(
  db: Databases,
  workspaceId: string,
  reference: InstanceReference,
): Promise<DatabasePlace | null> {
  const instance = await findReferred(db, workspaceId, reference)
  if (instance === undefined) return null
  const { id, name, environment, host } = instance
  return { id, name, environment, host, terms: termsOf(instance) }
}

function termsOf(instance: InstanceRow): string {
  const { id, kind, host, port, replicaHost, replicaPort, tls, readUser, writeUser, limits, masked } = instance
  const terms = { id, kind, host, port, replicaHost, replicaPort, tls, readUser, writeUser, limits, masked }
  return createHash('sha256').update(canonicalJson(terms)).digest('hex')
}
