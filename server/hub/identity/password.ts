import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { identityError } from './errors.ts'

/** Parameters of argon2id as OWASP advises: 19 MiB, two passes, one lane. */
export type Cost = { readonly memoryKib: number; readonly passes: number; readonly lanes: number }
const present: Cost = { memoryKib: 19_456, passes: 2, lanes: 1 }

const derive = promisify(argon2)
const keyBytes = 32

/** `$argon2id$v=19$m=…,t=…,p=…$salt$key`: the parameters travel with the hash, so they can grow later. */
export async function hashPassword(password: string, cost: Cost = present): Promise<string> {
  const salt = randomBytes(16)
  const key = await inTurn(() => deriveKey({ password, salt, cost, bytes: keyBytes }))
  return `$argon2id$v=19$m=${cost.memoryKib},t=${cost.passes},p=${cost.lanes}$${encode(salt)}$${encode(key)}`
}

/** `outdated`: right, but hashed with other parameters than those of today; hash it anew while the password is at hand. */
export async function checkPassword(password: string, stored: string): Promise<'right' | 'outdated' | 'wrong'> {
  const parsed = parse(stored)
  if (parsed === undefined) return 'wrong'
  const { salt, key, cost } = parsed
  const derived = await inTurn(() => deriveKey({ password, salt, cost, bytes: key.length }))
  if (!timingSafeEqual(derived, key)) return 'wrong'
  const same = cost.memoryKib === present.memoryKib && cost.passes === present.passes && cost.lanes === present.lanes
  return same ? 'right' : 'outdated'
}

/** Does the work of a check against no one's password, so that an unknown account takes as long as a known one. */
export async function pretendToCheck(password: string): Promise<void> {
  await inTurn(() => deriveKey({ password, salt: randomBytes(16), cost: present, bytes: keyBytes }))
}

function deriveKey(input: { password: string; salt: Buffer; cost: Cost; bytes: number }): Promise<Buffer> {
  const { memoryKib, passes, lanes } = input.cost
  // Normalised, because the same password typed on another keyboard may be composed differently.
  const message = input.password.normalize('NFKC')
  return derive('argon2id', { message, nonce: input.salt, memory: memoryKib, passes, parallelism: lanes, tagLength: input.bytes })
}

function parse(stored: string): { cost: Cost; salt: Buffer; key: Buffer } | undefined {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/-]+)\$([\w+/-]+)$/.exec(stored)
  if (match === null) return undefined
  const [, memory, passes, lanes, salt = '', key = ''] = match
  const cost = { memoryKib: Number(memory), passes: Number(passes), lanes: Number(lanes) }
  return { cost, salt: Buffer.from(salt, 'base64'), key: Buffer.from(key, 'base64') }
}

const encode = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')

/**
 * Hashing runs in Node's small thread pool, which DNS and files need as well.
 * Two at a time leaves room for them; a longer queue than this means a flood,
 * and whoever comes then is turned away instead of everybody waiting.
 */
const atOnce = 2
const maxWaiting = 64
const turn = { running: 0, waiting: [] as (() => void)[] }

async function inTurn<R>(work: () => Promise<R>): Promise<R> {
  if (turn.running >= atOnce) {
    if (turn.waiting.length >= maxWaiting) throw identityError.busy()
    await new Promise<void>((go) => turn.waiting.push(go))
  } else {
    turn.running += 1
  }
  try {
    return await work()
  } finally {
    // The place is handed on, so the count stays as it is unless nobody waits.
    const next = turn.waiting.shift()
    if (next === undefined) turn.running -= 1
    else next()
  }
}
