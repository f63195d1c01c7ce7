import type { Databases } from '#db'

/** The workspaces of this name, or the one with this id. */
export async function findWorkspacesNamed(
  db: Databases,
  nameOrId: string,
): Promise<{ readonly id: string; readonly name: string }[]> {
  const { rows } = await db
    .pool('tenant')
    .query<{ id: string; name: string }>('select id, name from workspaces where name = $1 or id::text = $1 order by created_at', [
      nameOrId,
    ])
  return rows
}
