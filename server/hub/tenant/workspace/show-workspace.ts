import type { Workspace } from '@steward/contract/api/workspace'
import { findPeople } from '#hub/identity'
import type { RequestScope } from '#http'
import { tenantError } from '../errors.ts'
import { findWorkspace } from './profile.store.ts'

export async function showWorkspace({ db, workspaceId, now }: RequestScope): Promise<Workspace> {
  const found = await findWorkspace(db, workspaceId, now)
  if (found === undefined) throw tenantError.not_found()
  const { ownerId, transfer, createdAt, updatedAt, ...same } = found
  const people = await findPeople(db, [ownerId, ...(transfer === undefined ? [] : [transfer.from, transfer.to])])
  const named = (id: string) => ({ id, name: people.get(id)?.name ?? '' })
  return {
    ...same,
    owner: named(ownerId),
    transfer:
      transfer === undefined
        ? null
        : { from: named(transfer.from), to: named(transfer.to), expiresAt: transfer.expiresAt.toISOString() },
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }
}
