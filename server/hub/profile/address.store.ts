import type { Address } from '@steward/contract/api/profile'
import type { Transaction } from 'kysely'
import type { Databases } from '#db'
import type { ProfileTables } from './profile.tables.ts'

type ProfileTx = Transaction<ProfileTables>

const columns = [
  'id',
  'address_type as type',
  'street_address as streetAddress',
  'city',
  'state_province as stateProvince',
  'postal_code as postalCode',
  'country',
  'is_default as isDefault',
] as const

export async function listAddressRows(db: Databases, userId: string): Promise<Address[]> {
  return await db
    .kysely<ProfileTables>('profile')
    .selectFrom('user_addresses')
    .select(columns)
    .where('user_id', '=', userId)
    .orderBy('address_type')
    .orderBy('is_default', 'desc')
    .orderBy('id')
    .execute()
}

/** The person's addresses, kept still until the end of the transaction, so that one default of a type stays one. */
export async function lockAddresses(tx: ProfileTx, userId: string): Promise<Address[]> {
  return await tx.selectFrom('user_addresses').select(columns).where('user_id', '=', userId).orderBy('id').forUpdate().execute()
}

export async function clearDefault(tx: ProfileTx, userId: string, type: Address['type']): Promise<void> {
  await tx
    .updateTable('user_addresses')
    .set({ is_default: false })
    .where('user_id', '=', userId)
    .where('address_type', '=', type)
    .where('is_default', '=', true)
    .execute()
}

export async function saveAddress(tx: ProfileTx, userId: string, address: Address): Promise<Address> {
  const row = {
    address_type: address.type,
    street_address: address.streetAddress,
    city: address.city,
    state_province: address.stateProvince,
    postal_code: address.postalCode,
    country: address.country,
    is_default: address.isDefault,
  }
  return await tx
    .insertInto('user_addresses')
    .values({ id: address.id, user_id: userId, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .returning(columns)
    .executeTakeFirstOrThrow()
}

export async function deleteAddressRow(tx: ProfileTx, userId: string, id: string): Promise<boolean> {
  const done = await tx.deleteFrom('user_addresses').where('user_id', '=', userId).where('id', '=', id).executeTakeFirst()
  return done.numDeletedRows > 0n
}
