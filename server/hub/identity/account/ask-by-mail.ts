import { newId } from '#base/id'
import type { SecretBox } from '#base/secret-box'
import { networkOf } from '#base/address-list'
import { AppError } from '#base/error'
import { type Databases, publish } from '#db'
import { countTry } from '../attempts.ts'
import type { IdentityTables } from '../identity.tables.ts'
import type { Visitor } from '../session/visitor.ts'
import { accountError } from './errors.ts'

/** What somebody at the door asked to be sent. `browser` is the hash of the browser's secret in base64. */
export type MailRequest =
  | { readonly kind: 'sign_up'; readonly email: string; readonly name: string }
  | { readonly kind: 'password_reset'; readonly email: string; readonly address: string }
  | { readonly kind: 'magic_link'; readonly email: string; readonly address: string; readonly browser: string }
  | { readonly kind: 'email_change'; readonly email: string; readonly userId: string }

export const mailRequested = 'account.mail_requested'

type Asking = { readonly db: Databases; readonly box: SecretBox }

const hourMs = 3_600_000

/**
 * Takes a request that is answered by mail alone. Whether the address has an account is looked up afterwards, when
 * the event is handled, so neither the answer nor its time can tell. Refuses too many for one address, and too many
 * from one.
 */
export async function askByMail(
  { db, box }: Asking,
  { now, from }: Pick<Visitor, 'now' | 'from'>,
  request: MailRequest,
): Promise<void> {
  const counts = [
    { of: `mails to ${request.email.toLowerCase()}`, limit: 4, longestWaitMs: hourMs },
    { of: `mails from ${networkOf(from.address)}`, limit: 30, longestWaitMs: hourMs },
  ]
  await countTry(db, counts, now).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'identity.too_many_attempts') throw accountError.too_many_mails(error.params)
    throw error
  })
  const id = newId()
  await db.transaction<IdentityTables, void>('identity', (tx) =>
    publish(tx, {
      type: mailRequested,
      key: id,
      payload: { id, locked: box.lock(JSON.stringify(request), contextOf(id)), at: now.toISOString() },
    }),
  )
}

export function openRequest(box: SecretBox, { id, locked }: { readonly id: string; readonly locked: string }): MailRequest {
  return JSON.parse(box.open(locked, contextOf(id))) as MailRequest
}

const contextOf = (id: string) => `account request ${id}`
