import { createHash } from 'node:crypto'
import { pictureBytesMax } from '@steward/contract/picture'
import { type Picture, PictureError, readBase64Picture } from '#base/picture'
import { record } from '#hub/audit'
import type { ActingScope } from '../acting.ts'
import { tenantError } from '../errors.ts'
import { lockForChange } from '../lock-for-change.ts'
import type { TenantTables } from '../tenant.tables.ts'
import { deleteLogo, saveLogo, updateWorkspace } from './profile.store.ts'

/** Stores a picture given in base64; hands back its name. */
export async function setLogo(scope: ActingScope, base64: string): Promise<string> {
  const { mediaType, bytes } = pictureOf(base64)
  const digest = createHash('sha256').update(bytes).digest('hex')
  await scope.db.transaction<TenantTables, void>('tenant', async (tx) => {
    const { id } = await lockForChange(tx, scope)
    await saveLogo(tx, { workspace_id: id, media_type: mediaType, image: bytes, digest, now: scope.now })
    await updateWorkspace(tx, id, { now: scope.now })
    await record(tx, scope, {
      action: 'workspace.logo_changed',
      resourceType: 'workspace',
      resourceId: id,
      new: { mediaType, digest },
    })
  })
  return digest
}

export async function removeLogo(scope: ActingScope): Promise<void> {
  await scope.db.transaction<TenantTables, void>('tenant', async (tx) => {
    const { id } = await lockForChange(tx, scope)
    if (!(await deleteLogo(tx, id))) throw tenantError.no_logo()
    await updateWorkspace(tx, id, { now: scope.now })
    await record(tx, scope, { action: 'workspace.logo_removed', resourceType: 'workspace', resourceId: id })
  })
}

function pictureOf(base64: string): Picture {
  try {
    return readBase64Picture(base64, { bytesMax: pictureBytesMax })
  } catch (error) {
    if (error instanceof PictureError) throw tenantError.bad_logo({ reason: error.message })
    throw error
  }
}
