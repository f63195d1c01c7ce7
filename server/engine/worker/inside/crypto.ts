import type { Bridge } from './bridge.ts'
import { Buffer } from './buffer.ts'

type Data = string | Uint8Array

/** What code nodes use of Node's `crypto`: hashes, HMACs and randomness, computed in the process around. */
export function makeCrypto(bridge: Bridge): Record<string, unknown> {
  const digest = (input: Record<string, string>, encoding?: string) => {
    const bytes = Buffer.from(bridge.compute('digest', input) as string, 'base64')
    return encoding === undefined ? bytes : bytes.toString(encoding)
  }
  const collector = (input: Record<string, string>) => {
    const parts: Uint8Array[] = []
    const self = {
      update(data: Data, encoding?: string) {
        parts.push(toBytes(data, encoding))
        return self
      },
      digest: (encoding?: string) => digest({ ...input, data: Buffer.concat(parts).toString('base64') }, encoding),
    }
    return self
  }
  const randomBytes = (size: number) => Buffer.from(bridge.compute('random', { size }) as string, 'base64')

  return {
    createHash: (algorithm: string) => collector({ algorithm: String(algorithm) }),
    createHmac: (algorithm: string, key: Data) =>
      collector({ algorithm: String(algorithm), key: toBytes(key).toString('base64') }),
    hash: (algorithm: string, data: Data, encoding = 'hex') => collector({ algorithm }).update(data).digest(encoding),
    getHashes: () => ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha3-256', 'sha3-512', 'ripemd160'],
    randomUUID: () => bridge.compute('uuid', null),
    randomBytes,
    randomInt: (from: number, to?: number) => bridge.compute('int', to === undefined ? { from: 0, to: from } : { from, to }),
    getRandomValues: (array: Uint8Array) => {
      new Uint8Array(array.buffer, array.byteOffset, array.byteLength).set(randomBytes(array.byteLength))
      return array
    },
    timingSafeEqual: (a: Uint8Array, b: Uint8Array) => {
      if (a.length !== b.length) throw new RangeError('Input buffers must have the same byte length')
      return Buffer.compare(a, b) === 0
    },
  }
}

function toBytes(data: Data, encoding?: string): Buffer {
  if (typeof data !== 'string' && !(data instanceof Uint8Array)) throw new TypeError('The data must be a text or a buffer.')
  return Buffer.from(data, encoding)
}
