import { log } from '#base/log'
import type { SecretBox } from '#base/secret-box'
import type { Databases } from '#db'
import { type Claims, type Issuer, readAccessToken, signAccessToken } from './access-token.ts'
import { keysChannel, SigningKeys } from './signing-keys.ts'
import { deleteExpired } from './token.store.ts'

const lookEveryMs = 60 * 60_000

/** Signs and reads the access tokens of an installation. */
export type AccessTokens = {
  readonly keys: SigningKeys
  /** What signs with the key of now. Asked for before a transaction begins, because it may need one of its own. */
  signer(now: Date): Promise<SignClaims>
  /** What a token says; undefined for one that is not ours, not for us or not of this time. */
  read(token: string, now: Date): ReturnType<typeof readAccessToken>
  /** Hears of keys that other processes make, and looks after them hourly; resolves to what stops it. */
  watch(): Promise<() => Promise<void>>
}

export type SignClaims = (claims: Claims) => ReturnType<typeof signAccessToken>

export function createAccessTokens(parts: {
  readonly db: Databases
  readonly box: SecretBox
  readonly publicUrl: string
}): AccessTokens {
  const { db } = parts
  const issuer: Issuer = { url: parts.publicUrl }
  const keys = new SigningKeys(parts)

  async function tidy(): Promise<void> {
    const now = new Date()
    try {
      await keys.ensure(now)
      await deleteExpired(db, now)
    } catch (error) {
      log.warn({ err: error }, 'tokens could not be tidied; tried again in an hour')
    }
  }

  return {
    keys,
    signer: async (now) => {
      const { id: keyId, key } = await keys.current(now)
      return (claims) => signAccessToken(claims, { issuer, keyId, key, now })
    },
    read: (token, now) => readAccessToken(token, { issuer, now, findKey: (id) => keys.find(id, now) }),
    watch: async () => {
      const stopHearing = await db.listen('identity', keysChannel, () => keys.forget())
      const timer = setInterval(() => void tidy(), lookEveryMs).unref()
      return async () => {
        clearInterval(timer)
        await stopHearing()
      }
    },
  }
}
