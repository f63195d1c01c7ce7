import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits, so guessing is hopeless and a plain SHA-256 is a sufficient lock: only the hash is stored. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** Tells people and secret scanners what the string is. */
export const keyPrefix = 'stw_'

export function newKey(): { readonly secret: string; readonly prefix: string } {
  const secret = `${keyPrefix}${newToken()}`
  return { secret, prefix: secret.slice(0, keyPrefix.length + 6) }
}

/** Looking a secret up by its hash leaks nothing by timing: an attacker cannot steer the hash of a guess. */
export const hashToken = (secret: string): Buffer => createHash('sha256').update(secret).digest()
