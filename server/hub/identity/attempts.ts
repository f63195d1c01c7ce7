import { createHash } from 'node:crypto'
import { networkOf } from '#base/address-list'
import type { Databases } from '#db'
import { type CountRow, deleteCounts, lockCounts, saveCount } from './attempts.store.ts'
import { identityError } from './errors.ts'
import type { IdentityTables } from './identity.tables.ts'

/** One thing that is counted, in all processes together. */
export type Count = {
  /** What is counted, such as `address 192.0.2.7`; only its hash is stored. */
  readonly of: string
  /** So many within a quarter of an hour, and it is closed for a quarter of an hour; each time for twice as long. */
  readonly limit: number
  readonly longestWaitMs: number
}

const roundMs = 15 * 60_000
const hourMs = 60 * 60_000
/** How long it is remembered that something was closed before. */
const strikesLifeMs = 24 * hourMs

/**
 * Counts a try, and refuses where there were too many. It counts as failed until `forgive` says otherwise, so that
 * many at once gain nothing; a refused one counts for nothing. Tells whether this one was the last that is let in.
 */
export async function countTry(db: Databases, counts: readonly Count[], now: Date): Promise<{ readonly closes: boolean }> {
  return await db.transaction<IdentityTables, { closes: boolean }>('identity', async (tx) => {
    const rows = await lockCounts(
      tx,
      counts.map(({ of }) => keyOf(of)),
      now,
    )
    const pairs = counts.map((count) => ({ count, row: rowOf(rows, count) }))
    const waitMs = Math.max(0, ...pairs.map(({ row }) => (row.blockedUntil?.getTime() ?? 0) - now.getTime()))
    if (waitMs > 0) throw identityError.too_many_attempts({ retryAfterSeconds: Math.ceil(waitMs / 1000) })
    let closes = false
    for (const { count, row } of pairs) {
      const next = counted(row, count, now)
      closes ||= next.blockedUntil !== null
      await saveCount(tx, next)
    }
    return { closes }
  })
}

function counted(row: CountRow, { limit, longestWaitMs }: Count, now: Date): CountRow {
  const nowMs = now.getTime()
  const strikes = row.expiresAt <= now ? 0 : row.strikes
  const isOver = row.roundEndsAt <= now || row.blockedUntil !== null
  const tries = isOver ? 1 : row.tries + 1
  const roundEndsAt = isOver ? new Date(nowMs + roundMs) : row.roundEndsAt
  if (tries < limit) {
    const expiresAt = strikes === 0 ? roundEndsAt : new Date(Math.max(roundEndsAt.getTime(), row.expiresAt.getTime()))
    return { ...row, tries, roundEndsAt, strikes, blockedUntil: null, expiresAt }
  }
  const blockedMs = nowMs + Math.min(roundMs * 2 ** Math.min(strikes, 20), longestWaitMs)
  const expiresAt = new Date(blockedMs + strikesLifeMs)
  return { ...row, tries, roundEndsAt, strikes: strikes + 1, blockedUntil: new Date(blockedMs), expiresAt }
}

export type Attempt = { readonly account: string; readonly address: string; readonly now: Date }

/**
 * Guessing one account is stopped soon from one address and later from many; trying many accounts is stopped per
 * address. The wide limit per account is generous and its waits are short, because whoever reaches it locks the owner
 * out as well.
 */
function countsOf({ account, address }: Attempt): { readonly pair: Count; readonly wide: readonly [Count, Count] } {
  const from = networkOf(address)
  return {
    pair: { of: `pair ${account} ${from}`, limit: 5, longestWaitMs: 24 * hourMs },
    wide: [
      { of: `address ${from}`, limit: 30, longestWaitMs: 24 * hourMs },
      { of: `account ${account}`, limit: 100, longestWaitMs: hourMs },
    ],
  }
}

/** To be called before a password is looked at. */
export async function beginAttempt(db: Databases, attempt: Attempt): Promise<{ readonly closes: boolean }> {
  const { pair, wide } = countsOf(attempt)
  return await countTry(db, [pair, ...wide], attempt.now)
}

/** Takes the attempt back, with the closing that it brought about, and forgets the failures before it at this address. */
export async function succeedAttempt(db: Databases, attempt: Attempt): Promise<void> {
  const { pair, wide } = countsOf(attempt)
  await db.transaction<IdentityTables, void>('identity', async (tx) => {
    const rows = await lockCounts(
      tx,
      [pair, ...wide].map(({ of }) => keyOf(of)),
      attempt.now,
    )
    // One known password must not wipe out the traces of guessing at others from the same address.
    for (const count of wide) await saveCount(tx, takenBack(rowOf(rows, count), count, attempt.now))
    await deleteCounts(tx, [keyOf(pair.of)])
  })
}

function takenBack(row: CountRow, { limit }: Count, now: Date): CountRow {
  const closed = row.blockedUntil !== null && row.blockedUntil > now && row.tries >= limit
  const tries = Math.max(0, row.tries - 1)
  return closed ? { ...row, tries, strikes: row.strikes - 1, blockedUntil: null } : { ...row, tries }
}

/** Opens an account again, everywhere and for this address. For who has proved in another way that it is theirs. */
export async function reopenAccount(db: Databases, attempt: Attempt): Promise<void> {
  const { pair, wide } = countsOf(attempt)
  const keys = [pair, wide[1]].map(({ of }) => keyOf(of))
  await db.transaction<IdentityTables, void>('identity', async (tx) => {
    await lockCounts(tx, keys, attempt.now)
    await deleteCounts(tx, keys)
  })
}

const keyOf = (of: string): Buffer => createHash('sha256').update(of).digest()

function rowOf(rows: readonly CountRow[], { of }: Count): CountRow {
  const key = keyOf(of)
  const row = rows.find((one) => one.key.equals(key))
  if (row === undefined) throw new Error('a count that was locked is gone')
  return row
}
