import { BlockList, isIP } from 'node:net'

/** Addresses and ranges (CIDR) of IPv4 and IPv6, from a text with commas between. */
export type AddressList = {
  has(address: string): boolean
  /** Entries that are neither an address nor a range; they let nobody in. */
  readonly strange: readonly string[]
}

export function parseAddressList(text: string): AddressList {
  const known = new BlockList()
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
  const strange = entries.filter((entry) => !add(known, entry))
  return {
    strange,
    has: (address) => {
      // A link-local address may come with the name of its interface.
      const plain = plainAddress(address.split('%', 1)[0] ?? '')
      const family = familyOf(plain)
      return family !== undefined && known.check(plain, family)
    },
  }
}

function add(list: BlockList, entry: string): boolean {
  const [base = '', bits, more] = entry.split('/')
  const plain = plainAddress(base)
  const family = familyOf(plain)
  if (family === undefined || more !== undefined) return false
  if (bits === undefined) {
    list.addAddress(plain, family)
    return true
  }
  // The prefix of a mapped range counts the 96 bits before the IPv4 address.
  const prefix = /^\d{1,3}$/.test(bits) ? Number(bits) - (plain === base ? 0 : 96) : -1
  if (prefix < 0 || prefix > (family === 'ipv6' ? 128 : 32)) return false
  list.addSubnet(plain, prefix, family)
  return true
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address)
  return version === 0 ? undefined : version === 6 ? 'ipv6' : 'ipv4'
}

/** An IPv4 address that came over IPv6 (`::ffff:10.0.0.1`, `::ffff:a00:1`) is the IPv4 address. */
export function plainAddress(address: string): string {
  if (isIP(address) !== 6) return address
  const dotted = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (dotted !== undefined) return dotted
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(address) ?? []
  if (high === undefined || low === undefined) return address
  const [first, second] = [Number.parseInt(high, 16), Number.parseInt(low, 16)]
  return `${first >> 8}.${first & 255}.${second >> 8}.${second & 255}`
}

/** What one caller has: an address of IPv4, or the 2⁶⁴ addresses of IPv6 that are handed out together. */
export function networkOf(address: string): string {
  const plain = plainAddress(address.split('%', 1)[0] ?? '')
  if (isIP(plain) !== 6) return plain
  const [before = [], after = []] = plain.split('::').map((part) => (part === '' ? [] : part.split(':')))
  const left = Math.max(0, 8 - before.length - after.length)
  const groups = [...before, ...Array.from({ length: left }, () => '0'), ...after]
  const network = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16))
  return `${network.join(':')}::/64`
}
