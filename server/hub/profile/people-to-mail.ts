import type { NotificationKind } from '@steward/contract/notification'
import type { Databases } from '#db'
import { findPeople, type Person } from '#hub/identity'
import { isPlainAddress } from '#mail'
import { wantMailAtOnce } from './notification/settings.store.ts'
import { findPeopleWhoWantMails } from './preferences.store.ts'

/**
 * Those of these people who want mails about what goes on, at an address that is known to be theirs; in the order of the
 * ids. With a kind, those who want to be written to about it at once: the others hear of it otherwise.
 */
export async function findPeopleToMail(db: Databases, userIds: readonly string[], kind?: NotificationKind): Promise<Person[]> {
  const [people, wanting, atOnce] = await Promise.all([
    findPeople(db, userIds),
    findPeopleWhoWantMails(db, userIds),
    kind === undefined ? new Set(userIds) : wantMailAtOnce(db, userIds, kind),
  ])
  return userIds.flatMap((id) => {
    const person = people.get(id)
    return person?.isVerified === true && wanting.has(id) && atOnce.has(id) && isPlainAddress(person.email) ? [person] : []
  })
}
