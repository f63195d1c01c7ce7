import { BlockList, isIP, isIPv4 } from 'node:net'

/** What may be called: nothing forbidden, and private addresses unless they are denied. */
export type AddressPolicy = {
  readonly denyPrivate: boolean
  /** Hosts, addresses and ranges (`10.1.0.0/16`) that are allowed although private addresses are denied. */
  readonly allowed: readonly string[]
}

export type AddressKind = 'public' | 'private' | 'forbidden'

/** Never called, whatever the settings say: they hand out the credentials of the machine, or lead nowhere. */
const forbidden = blockList([
  '0.0.0.0/8',
  '169.254.0.0/16',
  '100.100.100.200/32',
  '168.63.129.16/32',
  '192.0.0.192/32',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/128',
  'fe80::/10',
  'fd00:ec2::254/128',
  'fd20:ce::254/128',
  'ff00::/8',
])

const privateRanges = blockList([
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '::1/128',
  'fc00::/7',
  'fec0::/10',
])

const forbiddenHosts = new Set([
  'metadata',
  'metadata.google.internal',
  'metadata.goog',
  'instance-data',
  'instance-data.ec2.internal',
  'metadata.azure.internal',
])

function blockList(ranges: readonly string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) addRange(list, range)
  return list
}

function addRange(list: BlockList, range: string): void {
  const [network = '', prefix] = range.split('/')
  const family = isIPv4(network) ? 'ipv4' : 'ipv6'
  list.addSubnet(network, prefix === undefined ? (family === 'ipv4' ? 32 : 128) : Number(prefix), family)
}

/** Of an address that carries another (IPv4-mapped, 6to4, NAT64) the carried one counts as well. */
export function kindOfAddress(address: string): AddressKind {
  const kinds = [address.replace(/%.*$/, ''), ...carriedAddresses(address)].map((one) => {
    const family = isIPv4(one) ? 'ipv4' : 'ipv6'
    if (forbidden.check(one, family)) return 'forbidden'
    return privateRanges.check(one, family) ? 'private' : 'public'
  })
  return kinds.includes('forbidden') ? 'forbidden' : kinds.includes('private') ? 'private' : 'public'
}

function carriedAddresses(address: string): string[] {
  if (isIPv4(address)) return []
  const words = wordsOf(address.replace(/%.*$/, ''))
  const v4 = (at: number) => {
    const [high = 0, low = 0] = words.slice(at, at + 2)
    return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`
  }
  const zero = (from: number, to: number) => words.slice(from, to).every((word) => word === 0)
  if (zero(0, 5) && (words[5] === 0xffff || (words[5] === 0 && words[6] !== 0))) return [v4(6)]
  if (zero(0, 4) && words[4] === 0xffff && words[5] === 0) return [v4(6)]
  if (words[0] === 0x64 && words[1] === 0xff9b) return [v4(6)]
  if (words[0] === 0x2002) return [v4(1)]
  return []
}

/** The eight words of an IPv6 address. */
function wordsOf(address: string): number[] {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address)
  const [, head = '', a, b, c, d] = dotted ?? []
  const hex = (high: string | undefined, low: string | undefined) => ((Number(high) << 8) | Number(low)).toString(16)
  const text = dotted === null ? address : `${head}${hex(a, b)}:${hex(c, d)}`
  const [left = '', right] = text.split('::')
  const read = (part: string | undefined) =>
    part === undefined || part === '' ? [] : part.split(':').map((word) => parseInt(word, 16))
  const start = read(left)
  const end = read(right)
  return right === undefined ? start : [...start, ...Array.from({ length: 8 - start.length - end.length }, () => 0), ...end]
}

/** Why a host or address must not be called; undefined when it may be. */
export function refusalOf(host: string, address: string | undefined, policy: AddressPolicy): string | undefined {
  const name = host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
  if (forbiddenHosts.has(name)) return `${name} hands out the credentials of this machine and is never called.`
  const target = address ?? (isIP(name) === 0 ? undefined : name)
  if (target === undefined) return undefined
  const shown = target === name ? name : `${name} (${target})`
  switch (kindOfAddress(target)) {
    case 'forbidden':
      return `${shown} is a link-local, metadata or unroutable address, which is never called.`
    case 'private':
      if (!policy.denyPrivate || isAllowed(name, target, policy)) return undefined
      return `${shown} is a private address, and this installation does not call private addresses.`
    case 'public':
    default:
      return undefined
  }
}

function isAllowed(host: string, address: string, policy: AddressPolicy): boolean {
  return policy.allowed.some((entry) => {
    if (entry.toLowerCase() === host) return true
    if (isIP(entry.split('/')[0] ?? '') === 0) return false
    return blockList([entry]).check(address, isIPv4(address) ? 'ipv4' : 'ipv6')
  })
}
