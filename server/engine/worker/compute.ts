import { createHash, createHmac, randomBytes, randomInt, randomUUID } from 'node:crypto'

/**
 * What the isolate lets its process compute for it: texts in, texts out, no
 * state, no files, no network. Failures travel back as sentences, never as
 * objects, because an error of this side carries functions of this side.
 */
export function compute(what: unknown, input: unknown): string {
  try {
    return JSON.stringify({ value: calculate(String(what), JSON.parse(String(input)) as Record<string, unknown>) })
  } catch (error) {
    return JSON.stringify({ error: error instanceof Error ? error.message : String(error) })
  }
}

function calculate(what: string, input: Record<string, unknown>): unknown {
  switch (what) {
    case 'digest': {
      const data = Buffer.from(String(input['data']), 'base64')
      const algorithm = String(input['algorithm'])
      const hash =
        input['key'] === undefined
          ? createHash(algorithm)
          : createHmac(algorithm, Buffer.from(String(input['key'] as string), 'base64'))
      return hash.update(data).digest('base64')
    }
    case 'random': {
      const size = Number(input['size'])
      if (!(size >= 0 && size <= 1_048_576)) throw new RangeError('At most 1 MB of random bytes can be had at once.')
      return randomBytes(size).toString('base64')
    }
    case 'uuid':
      return randomUUID()
    case 'int':
      return randomInt(Number(input['from']), Number(input['to']))
    case 'url':
      return address(input)
    default:
      throw new Error(`There is no "${what}" here.`)
  }
}

const settable = ['href', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'hash'] as const

function address(input: Record<string, unknown>): Record<string, string> {
  const text = String(input['address'])
  const url = URL.parse(text, input['base'] === undefined ? undefined : String(input['base'] as string))
  if (url === null) throw new TypeError(`Invalid URL: ${text.slice(0, 200)}`)
  const name = settable.find((one) => one === input['set'])
  if (name !== undefined) url[name] = String(input['value'])
  return Object.fromEntries([...settable, 'origin' as const].map((part) => [part, url[part]]))
}
