import type { Transaction } from 'kysely'
import type { JsonObject } from '@steward/contract/item'
import { publish } from '#db'
import type { Client } from '#http'

export const ownerTold = 'account.owner_told'

/** What the owner of an account is told by mail, in sentences of the mail. */
export type Told = { readonly about: 'new_sign_in' } | { readonly about: 'security_changed'; readonly what: string }

type By = { readonly now: Date; readonly from?: Client }

/** Tells the owner of an account what was done in their name, so that they notice when it was not them. */
export async function tellOwner<Tables>(
  tx: Transaction<Tables>,
  { now, from }: By,
  told: Told & { userId: string },
): Promise<void> {
  const payload: JsonObject = { ...told, at: now.toISOString(), address: from?.address ?? '', agent: from?.agent ?? null }
  await publish(tx, { type: ownerTold, key: told.userId, payload })
}
