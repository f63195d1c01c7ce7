import type { SecretBox } from '#base/secret-box'
import type { Databases } from '#db'

/** A secret of the installation that every process shares. The first one to ask for it makes it what `first` says. */
export async function keptSecret(
  db: Databases,
  box: SecretBox,
  wanted: { readonly name: string; readonly first: () => Buffer },
): Promise<Buffer> {
  const pool = db.pool('execution')
  const context = `kept secret ${wanted.name}`
  const find = async () => {
    const { rows } = await pool.query<{ locked: string }>('select locked_value as locked from kept_secrets where name = $1', [
      wanted.name,
    ])
    return rows[0]?.locked
  }
  let locked = await find()
  if (locked === undefined) {
    await pool.query('insert into kept_secrets (name, locked_value) values ($1, $2) on conflict do nothing', [
      wanted.name,
      box.lock(wanted.first().toString('base64'), context),
    ])
    locked = (await find()) ?? ''
  }
  return Buffer.from(box.open(locked, context), 'base64')
}
