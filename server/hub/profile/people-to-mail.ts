import type { Databases } from '#db'
import { findPeople, type Person } from '#hub/identity'
import { isPlainAddress } from '#mail'
import { findPeopleWhoWantMails } from './preferences.store.ts'

/** Those of these people who want mails about what goes on, at an address that is known to be theirs; in the order of the ids. */
export async function findPeopleToMail(db: Databases, userIds: readonly string[]): Promise<Person[]> {
  const [people, wanting] = await Promise.all([findPeople(db, userIds), findPeopleWhoWantMails(db, userIds)])
  return userIds.flatMap((id) => {
    const person = people.get(id)
    return person?.isVerified === true && wanting.has(id) && isPlainAddress(person.email) ? [person] : []
  })
}
