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

/** The name of a workspace; undefined while it is deleted. */
export async function findActiveWorkspaceName(db: Databases, id: string): Promise<string | undefined> {
  const { rows } = await db
    .pool('tenant')
    .query<{ name: string }>('select name from workspaces where id = $1 and is_active', [id])
  return rows[0]?.name
}
