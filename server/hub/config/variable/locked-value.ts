import { type SecretBox, SecretBoxError } from '#base/secret-box'
import { variableError } from '../errors.ts'
import type { StoredVariable } from './variable.store.ts'

type Owner = Pick<StoredVariable, 'id' | 'workspaceId'>

/** Bound to variable and workspace: copied into another row, the box does not open. */
const contextOf = ({ id, workspaceId }: Owner) => `variable ${workspaceId} ${id}`

export const lockValue = (box: SecretBox, owner: Owner, value: string): string => box.lock(value, contextOf(owner))

/** The value as workflows see it. */
export function openValue(box: SecretBox, variable: StoredVariable): string {
  if (!variable.secret) return variable.value
  try {
    return box.open(variable.value, contextOf(variable))
  } catch (error) {
    const reason = error instanceof SecretBoxError ? error.message : 'It is damaged or belongs to another variable.'
    throw variableError.secret_lost({ name: variable.name, reason }, error)
  }
}
