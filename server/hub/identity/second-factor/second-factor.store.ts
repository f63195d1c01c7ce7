import { sql, type Transaction } from 'kysely'
import { newId } from '#base/id'
import type { Databases } from '#db'
import type { IdentityTables } from '../identity.tables.ts'

export type SecondFactor = {
  readonly isOn: boolean
  /** Locked. */
  readonly secret: string | null
  readonly lastStep: number | null
  readonly failures: number
  readonly lockedUntil: Date | null
}

const alive = (builder: Pick<Transaction<IdentityTables>, 'selectFrom'>, userId: string) =>
  builder.selectFrom('users').where('id', '=', userId).where('is_active', '=', true).where('deleted_at', 'is', null)

/** Undefined when the account is closed. Waits for who changes it, so that a sign-in sees the factor that was switched on before it. */
export async function findSignInState(
  tx: Transaction<IdentityTables>,
  userId: string,
): Promise<{ readonly twoFactorEnabled: boolean } | undefined> {
  return await alive(tx, userId).select('two_factor_enabled as twoFactorEnabled').forNoKeyUpdate().executeTakeFirst()
}

export async function isSecondFactorOn(db: Databases, userId: string): Promise<boolean> {
  const row = await alive(db.kysely<IdentityTables>('identity'), userId).select('two_factor_enabled as isOn').executeTakeFirst()
  return row?.isOn ?? false
}

/** Locks the row until the end of the transaction: of two answers at once the second one sees what the first one used up. */
export async function takeSecondFactor(tx: Transaction<IdentityTables>, userId: string): Promise<SecondFactor | undefined> {
  const row = await alive(tx, userId)
    .select([
      'two_factor_enabled as isOn',
      'two_factor_secret as secret',
      'two_factor_last_step as lastStep',
      'two_factor_failures as failures',
      'two_factor_locked_until as lockedUntil',
    ])
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row === undefined ? undefined : { ...row, lastStep: row.lastStep === null ? null : Number(row.lastStep) }
}

export async function changeSecondFactor(
  tx: Transaction<IdentityTables>,
  userId: string,
  change: Partial<SecondFactor>,
): Promise<void> {
  const { isOn, secret, lastStep, failures, lockedUntil } = change
  await tx
    .updateTable('users')
    .set({
      ...(isOn === undefined ? {} : { two_factor_enabled: isOn }),
      ...(secret === undefined ? {} : { two_factor_secret: secret }),
      ...(lastStep === undefined ? {} : { two_factor_last_step: lastStep === null ? null : String(lastStep) }),
      ...(failures === undefined ? {} : { two_factor_failures: failures }),
      ...(lockedUntil === undefined ? {} : { two_factor_locked_until: lockedUntil }),
    })
    .where('id', '=', userId)
    .execute()
}

export async function replaceRecoveryCodes(
  tx: Transaction<IdentityTables>,
  userId: string,
  hashes: readonly Buffer[],
): Promise<void> {
  await tx.deleteFrom('recovery_codes').where('user_id', '=', userId).execute()
  if (hashes.length === 0) return
  await tx
    .insertInto('recovery_codes')
    .values(hashes.map((hash) => ({ id: newId(), user_id: userId, code_hash: hash, used_at: null })))
    .execute()
}

/** True for the one who used it up; of two at once that is one. */
export async function spendRecoveryCode(
  tx: Transaction<IdentityTables>,
  code: { readonly userId: string; readonly hash: Buffer; readonly now: Date },
): Promise<boolean> {
  const done = await tx
    .updateTable('recovery_codes')
    .set({ used_at: code.now })
    .where('user_id', '=', code.userId)
    .where('code_hash', '=', code.hash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

export async function countRecoveryCodes(db: Databases, userId: string): Promise<number> {
  const row = await db
    .kysely<IdentityTables>('identity')
    .selectFrom('recovery_codes')
    .select(sql<string>`count(*)`.as('left'))
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(row.left)
}
