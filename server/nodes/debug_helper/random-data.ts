import { createHash, randomBytes } from 'node:crypto'
import { NodeError, type JsonObject } from '@steward/sdk/node'

/** A number from 0 to below `limit`. */
export type Random = (limit: number) => number

/** Random numbers; the same seed gives the same ones, no seed gives others each time. */
export function randomSource(seed: string): Random {
  const start = seed === '' ? randomBytes(16).toString('hex') : seed
  let count = 0
  return (limit) => {
    const hash = createHash('sha256').update(`${start}:${count}`).digest()
    count += 1
    return Math.floor((hash.readUIntBE(0, 6) / 2 ** 48) * limit)
  }
}

const first = [
  'Ada',
  'Bela',
  'Chidi',
  'Dana',
  'Emeka',
  'Freya',
  'Goran',
  'Hana',
  'Ines',
  'Jonas',
  'Kira',
  'Luis',
  'Mina',
  'Noor',
  'Omar',
  'Petra',
]
const last = [
  'Adler',
  'Bianchi',
  'Costa',
  'Duarte',
  'Eriksen',
  'Fischer',
  'Garcia',
  'Horvat',
  'Ito',
  'Jansen',
  'Kowalski',
  'Lang',
  'Meyer',
  'Novak',
]
const places = ['Harbour', 'Mill', 'Oak', 'River', 'Station', 'Church', 'Garden', 'Hill']
const cities = ['Aldford', 'Brunsted', 'Carnell', 'Dunmore', 'Elmsworth', 'Farling']
const countries = ['Austria', 'Brazil', 'Canada', 'Denmark', 'Estonia', 'France', 'Ghana']
const alphabet = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** One record of a kind, invented. */
export function sample(kind: string, random: Random, nanoid: { readonly alphabet: string; readonly length: number }): JsonObject {
  const make = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined
  if (kind === 'nanoid')
    return { nanoId: letters(random, nanoid.alphabet || alphabet, Math.min(Math.max(1, Math.trunc(nanoid.length)), 1000)) }
  if (make === undefined) throw new NodeError(`"${kind}" is not a kind of random data.`, { retryable: false })
  return make(random)
}

const kinds: Readonly<Record<string, (random: Random) => JsonObject>> = {
  address: (random) => ({
    firstname: one(random, first),
    lastname: one(random, last),
    street: `${random(9000) + 1} ${one(random, places)} Street`,
    city: one(random, cities),
    zip: digits(random, 5),
    state: one(random, cities),
    country: one(random, countries),
  }),
  latLong: (random) => ({ location: `${(random(180e6) / 1e6 - 90).toFixed(6)}, ${(random(360e6) / 1e6 - 180).toFixed(6)}` }),
  creditCard: (random) => ({
    type: one(random, ['MasterCard', 'Visa']),
    number: [0, 1, 2, 3].map(() => digits(random, 4)).join('-'),
    ccv: digits(random, 3),
    exp: `${String(random(12) + 1).padStart(2, '0')}/${30 + random(10)}`,
    holder_name: `${one(random, first)} ${one(random, last)}`,
  }),
  email: (random) => ({ email: mail(random), confirmed: random(2) === 1 }),
  ipv4: (random) => ({ ip: [0, 1, 2, 3].map(() => random(256)).join('.') }),
  ipv6: (random) => ({ ipv6: Array.from({ length: 8 }, () => letters(random, '0123456789abcdef', 4)).join(':') }),
  macAddress: (random) => ({ mac: Array.from({ length: 6 }, () => letters(random, '0123456789abcdef', 2)).join('-') }),
  semver: (random) => ({ version: `${random(10)}.${random(20)}.${random(100)}` }),
  url: (random) => ({ url: `https://${one(random, places).toLowerCase()}.example` }),
  user: (random) => ({
    uid: uuid(random),
    email: mail(random),
    firstname: one(random, first),
    lastname: one(random, last),
    password: letters(random, alphabet, 10),
  }),
  uuid: (random) => ({ uuid: uuid(random) }),
}

const one = (random: Random, list: readonly string[]) => list[random(list.length)] ?? ''
const letters = (random: Random, from: string, length: number) => Array.from({ length }, () => from[random(from.length)]).join('')
const digits = (random: Random, length: number) => letters(random, '0123456789', length)
const mail = (random: Random) => `${one(random, first)}.${one(random, last)}@example.com`.toLowerCase()

function uuid(random: Random): string {
  const hex = letters(random, '0123456789abcdef', 32)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
}
