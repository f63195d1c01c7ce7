import { isPlainAddress } from '#mail'
import { accountError } from './errors.ts'

/**
 * An address that an account can have. Plain ASCII only: letters that look like others, or become others in small,
 * would make two addresses of what a person sees as one, and a link to one of them a key to the other.
 */
export function readAddress(text: string): string {
  const address = text.trim()
  const at = address.lastIndexOf('@')
  if (!/^[\x21-\x7e]+$/.test(address) || !isPlainAddress(address)) throw accountError.email_not_usable()
  return `${address.slice(0, at)}@${address.slice(at + 1).toLowerCase()}`
}

/** Of a domain on the list, or of any when the list is empty. A subdomain is another domain. */
export function isAllowedDomain(address: string, domains: readonly string[]): boolean {
  return domains.length === 0 || domains.includes(address.slice(address.lastIndexOf('@') + 1).toLowerCase())
}
