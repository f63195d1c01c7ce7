import type { JsonObject } from '@steward/contract/item'
import { type SecretBox, SecretBoxError } from '#base/secret-box'
import { connectorError } from './errors.ts'

type Owner = { readonly id: string; readonly workspaceId: string; readonly type: string; readonly name: string }

/** Bound to record, kind and workspace: copied into another row, the box does not open. */
const contextOf = ({ id, workspaceId, type }: Omit<Owner, 'name'>) => `connection ${workspaceId} ${id} ${type}`

export function lockValues(box: SecretBox, owner: Omit<Owner, 'name'>, values: JsonObject): string {
  return box.lock(JSON.stringify(values), contextOf(owner))
}

export function openValues(box: SecretBox, owner: Owner, locked: string): JsonObject {
  try {
    return JSON.parse(box.open(locked, contextOf(owner))) as JsonObject
  } catch (error) {
    if (!(error instanceof SecretBoxError)) throw error
    throw connectorError.secret_lost({ name: owner.name, reason: error.message }, error)
  }
}
