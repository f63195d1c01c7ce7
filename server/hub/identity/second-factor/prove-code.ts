import type { Transaction } from 'kysely'
import type { SecretBox } from '#base/secret-box'
import type { IdentityTables } from '../identity.tables.ts'
import { hashRecoveryCode, readRecoveryCode } from './recovery-code.ts'
import { changeSecondFactor, type SecondFactor, spendRecoveryCode, takeSecondFactor } from './second-factor.store.ts'
import { stepOfCode } from './totp.ts'

export type CodeVerdict =
  | { readonly kind: 'right'; readonly way: 'totp' | 'recovery_code' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'locked'; readonly retryAfterSeconds: number }
  /** There is no second factor (any more). */
  | { readonly kind: 'off' }

/** After so many wrong codes in a row none is taken for a while, each time twice as long. */
const failuresPerLock = 5
const firstLockMs = 15 * 60_000
const longestLockMs = 24 * 60 * 60_000

export const secretContext = (userId: string): string => `users ${userId} two_factor_secret`

/**
 * Whether a code is the person's: of the app, or a recovery code, which is used up by it. Gives its verdict instead of
 * throwing, because a failure has to be committed to count. Six digits can be guessed, so their guessing locks; a
 * recovery code cannot, so it stays the way in for whom somebody else has locked out.
 */
export async function proveCode(
  tx: Transaction<IdentityTables>,
  box: SecretBox,
  given: { readonly userId: string; readonly code: string; readonly now: Date },
): Promise<CodeVerdict> {
  const { userId, code, now } = given
  const factor = await takeSecondFactor(tx, userId)
  if (factor === undefined || !factor.isOn || factor.secret === null) return { kind: 'off' }

  if (readRecoveryCode(code) !== undefined) {
    if (await spendRecoveryCode(tx, { userId, hash: hashRecoveryCode(code), now })) {
      await changeSecondFactor(tx, userId, { failures: 0, lockedUntil: null })
      return { kind: 'right', way: 'recovery_code' }
    }
    return { kind: 'wrong' }
  }
  if (factor.lockedUntil !== null && factor.lockedUntil > now)
    return { kind: 'locked', retryAfterSeconds: Math.ceil((factor.lockedUntil.getTime() - now.getTime()) / 1000) }

  const secret = box.open(factor.secret, secretContext(userId))
  const step = stepOfCode(code.replaceAll(' ', ''), secret, { now, lastStep: factor.lastStep })
  if (step === undefined) {
    await changeSecondFactor(tx, userId, afterFailure(factor, now))
    return { kind: 'wrong' }
  }
  await changeSecondFactor(tx, userId, { lastStep: step, failures: 0, lockedUntil: null })
  return { kind: 'right', way: 'totp' }
}

function afterFailure(factor: SecondFactor, now: Date): Partial<SecondFactor> {
  const failures = factor.failures + 1
  if (failures % failuresPerLock !== 0) return { failures }
  const lockMs = Math.min(firstLockMs * 2 ** (failures / failuresPerLock - 1), longestLockMs)
  return { failures, lockedUntil: new Date(now.getTime() + lockMs) }
}
