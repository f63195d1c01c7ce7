import type { JWTHeaderParameters, JWTPayload } from 'jose'

/** How long an access token lives. It needs no look-up to be read, so it must not live long. */
export const accessLifeMs = 10 * 60_000
/** By how much the clocks of processes may differ. */
const clockToleranceSeconds = 5
const type = 'at+jwt'
const algorithm = 'EdDSA'

/** What an access token says. */
export type Claims = {
  readonly userId: string
  /** The only workspace it opens. */
  readonly workspaceId: string
  readonly familyId: string
  /** Of the user's tokens when it was issued. */
  readonly generation: number
  /** Empty means everything the user may. */
  readonly scopes: readonly string[]
  readonly id: string
}

export type Issuer = {
  /** The address of the installation: `iss`, and with `/api` behind it `aud`. */
  readonly url: string
}

export async function signAccessToken(
  claims: Claims,
  by: { readonly issuer: Issuer; readonly keyId: string; readonly key: CryptoKey; readonly now: Date },
): Promise<{ readonly token: string; readonly expiresAt: Date }> {
  const issuedAt = Math.floor(by.now.getTime() / 1000)
  const expires = issuedAt + accessLifeMs / 1000
  const { userId, workspaceId, familyId, generation, scopes, id } = claims
  // Loaded when it is needed: a start should not wait for it.
  const { SignJWT } = await import('jose')
  const token = await new SignJWT({
    workspace: workspaceId,
    family: familyId,
    generation,
    ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
  })
    .setProtectedHeader({ alg: algorithm, typ: type, kid: by.keyId })
    .setIssuer(by.issuer.url)
    .setAudience(audienceOf(by.issuer))
    .setSubject(userId)
    .setJti(id)
    .setIssuedAt(issuedAt)
    .setNotBefore(issuedAt)
    .setExpirationTime(expires)
    .sign(by.key)
  return { token, expiresAt: new Date(expires * 1000) }
}

/**
 * What a token says, if we signed it for us and its time is now. The algorithm is ours to choose and not the token's,
 * and the key is one of ours by its id: what the header says beyond that id counts for nothing.
 */
export async function readAccessToken(
  token: string,
  by: {
    readonly issuer: Issuer
    readonly findKey: (keyId: string) => Promise<CryptoKey | undefined>
    readonly now: Date
  },
): Promise<{ readonly claims: Claims; readonly expiresAt: Date } | undefined> {
  const { errors, jwtVerify } = await import('jose')
  const findKey = async ({ kid }: JWTHeaderParameters): Promise<CryptoKey> => {
    const key = typeof kid === 'string' ? await by.findKey(kid) : undefined
    if (key === undefined) throw new errors.JWKSNoMatchingKey()
    return key
  }
  try {
    const { payload } = await jwtVerify(token, findKey, {
      algorithms: [algorithm],
      typ: type,
      issuer: by.issuer.url,
      audience: audienceOf(by.issuer),
      requiredClaims: ['sub', 'jti', 'iat', 'nbf', 'exp'],
      clockTolerance: clockToleranceSeconds,
      currentDate: by.now,
    })
    const claims = claimsOf(payload)
    return claims === undefined ? undefined : { claims, expiresAt: new Date((payload.exp ?? 0) * 1000) }
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined
    throw error
  }
}

const audienceOf = ({ url }: Issuer) => `${url}/api`

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function claimsOf({ sub, jti, workspace, family, generation, scope }: JWTPayload): Claims | undefined {
  const areIds = [sub, jti, workspace, family].every((one) => typeof one === 'string' && uuid.test(one))
  if (!areIds || typeof generation !== 'number' || (scope !== undefined && typeof scope !== 'string')) return undefined
  return {
    userId: String(sub),
    workspaceId: String(workspace),
    familyId: String(family),
    id: String(jti),
    generation,
    scopes: scope === undefined || scope === '' ? [] : scope.split(' '),
  }
}
