import { createHash } from 'node:crypto'
import { ExpressionError } from '../error.ts'

const algorithms = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha3']

export function hash(text: string, [algorithm = 'md5']: unknown[]): string {
  const name = String(algorithm).toLowerCase()
  if (name === 'base64') return Buffer.from(text, 'utf8').toString('base64')
  if (!algorithms.includes(name)) {
    throw new ExpressionError(`Unknown algorithm ${name}. Available algorithms are: ${algorithms.join(',')}, and Base64.`)
  }
  return createHash(name === 'sha3' ? 'sha3-512' : name)
    .update(text, 'utf8')
    .digest('hex')
}
