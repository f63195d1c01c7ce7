import { createECDH } from 'node:crypto'
import { refusalOf } from '#net'
import { profileError } from '../errors.ts'

/** What a browser got from its push service. */
export type BrowserAddress = { readonly endpoint: string; readonly keys: { readonly p256dh: string; readonly auth: string } }

/**
 * Refuses what cannot be the address of a push service, and keys that nothing can be encrypted with. It comes from a
 * client, and this server calls it: what a name leads to is looked at again by the net with each call.
 */
export function checkBrowserAddress({ endpoint, keys }: BrowserAddress, denyPrivate: boolean): { readonly host: string } {
  const refuse = (reason: string) => profileError.bad_push_address({ reason })
  if (!URL.canParse(endpoint)) throw refuse('it is not an address')
  const url = new URL(endpoint)
  if (url.protocol !== 'https:') throw refuse('it is not over HTTPS')
  if (url.username !== '' || url.password !== '') throw refuse('it names an account')
  if (denyPrivate && url.port !== '') throw refuse('it names a port')
  const refusal = refusalOf(url.hostname.replace(/^\[|\]$/g, ''), undefined, { denyPrivate, allowed: [] })
  if (refusal !== undefined) throw refuse('the address is not a public one')
  if (denyPrivate && (!url.hostname.includes('.') || /(^|\.)(localhost|local|internal)\.?$/.test(url.hostname)))
    throw refuse('the address is not a public one')
  if (!isPoint(keys.p256dh) || Buffer.from(keys.auth, 'base64url').length !== 16) throw profileError.bad_push_keys()
  return { host: url.host }
}

/** A point of the curve P-256, which a key is agreed on with. */
function isPoint(encoded: string): boolean {
  const bytes = Buffer.from(encoded, 'base64url')
  if (bytes.length !== 65 || bytes[0] !== 4) return false
  try {
    const own = createECDH('prime256v1')
    own.generateKeys()
    own.computeSecret(bytes)
    return true
  } catch {
    return false
  }
}
