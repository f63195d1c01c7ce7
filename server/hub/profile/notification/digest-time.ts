import type { MailCadence } from '@steward/contract/notification'
import { DateTime } from 'luxon'

export type DigestWish = {
  readonly hour: number
  /** 1 is Monday. */
  readonly weekday: number
  /** IANA name. */
  readonly timezone: string
}

/**
 * When something that happens now is written by mail: at once, at the next full hour that the person chose on their own
 * clock, or never. An hour that the clock skips is the one after it; one that it has twice counts once.
 */
export function mailTime(mail: MailCadence, now: Date, { hour, weekday, timezone }: DigestWish): Date | null {
  if (mail === 'never') return null
  if (mail === 'at_once') return now
  const local = DateTime.fromJSDate(now, { zone: timezone })
  const start = local.isValid ? local : DateTime.fromJSDate(now, { zone: 'utc' })
  for (let days = 0; days <= 7; days++) {
    const at = start.plus({ days }).set({ hour, minute: 0, second: 0, millisecond: 0 })
    if (at.toMillis() > now.getTime() && (mail === 'daily' || at.weekday === weekday)) return at.toJSDate()
  }
  return start.plus({ days: 7 }).toJSDate()
}
