import { type SecretBox, SecretBoxError } from '#base/secret-box'
import type { Databases } from '#db'
import { type By, record } from '#hub/audit'
import { profileError } from '../errors.ts'
import { savePreferences } from '../preferences.store.ts'
import type { ProfileTables } from '../profile.tables.ts'
import { dropMails } from './mail.store.ts'

const context = 'unsubscribe from mails'

/** A link for this person, which nobody can make but this installation. It says nothing and opens nothing else. */
export const unsubscribePath = (box: SecretBox, userId: string): string =>
  `/unsubscribe#${encodeURIComponent(box.lock(userId, context))}`

/** Switches off every mail about what goes on. Those about the safety of the account go on. */
export async function unsubscribe(
  db: Databases,
  box: SecretBox,
  { token, now, from }: Pick<By, 'now' | 'from'> & { readonly token: string },
): Promise<void> {
  const userId = ownerOf(box, token)
  await db.transaction<ProfileTables, void>('profile', async (tx) => {
    await savePreferences(tx, userId, { emailNotifications: false })
    await dropMails(tx, userId)
    await record(
      tx,
      { actorId: userId, workspaceId: null, now, means: 'web', ...(from === undefined ? {} : { from }) },
      { action: 'preferences.changed', resourceType: 'user', resourceId: userId, new: { changed: ['emailNotifications'] } },
    )
  })
}

function ownerOf(box: SecretBox, token: string): string {
  try {
    return box.open(token, context)
  } catch (error) {
    if (error instanceof SecretBoxError) throw profileError.bad_link()
    throw error
  }
}
