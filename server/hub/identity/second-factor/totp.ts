import { Secret, TOTP } from 'otpauth'

/** What every authenticator app understands; other values are ignored by some of them without a word. */
const form = { issuer: 'Steward', algorithm: 'SHA1', digits: 6, period: 30 } as const
const secretBytes = 20

/** In base32, as apps take it. */
export const newTotpSecret = (): string => new Secret({ size: secretBytes }).base32

/** What the QR code holds. */
export const totpUri = (secret: string, account: string): string => new TOTP({ ...form, label: account, secret }).toString()

/**
 * The time step that a code belongs to: the present one or a neighbour of it, as clocks differ. Undefined for a wrong
 * code and for one of a step that was used already or lies before it.
 */
export function stepOfCode(
  code: string,
  secret: string,
  at: { readonly now: Date; readonly lastStep: number | null },
): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined
  const timestamp = at.now.getTime()
  const delta = new TOTP({ ...form, secret }).validate({ token: code, timestamp, window: 1 })
  if (delta === null) return undefined
  const step = Math.floor(timestamp / (form.period * 1000)) + delta
  return at.lastStep !== null && step <= at.lastStep ? undefined : step
}
