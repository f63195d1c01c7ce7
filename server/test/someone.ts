import { newId } from '#base/id'
import type { Databases } from '#db'

/** A person who has no way to sign in yet; further users come by invitation, which is not part of the API yet. */
export async function insertUser(databases: Databases): Promise<string> {
  const id = newId()
  await databases
    .pool('identity')
    .query(`insert into users (id, email, name, password_hash) values ($1, $2, 'Someone', 'none')`, [id, `${id}@example.com`])
  return id
}
