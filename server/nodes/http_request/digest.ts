import { createHash, randomBytes } from 'node:crypto'
import { NodeError } from '@steward/sdk/node'

type Answering = { readonly user: string; readonly password: string; readonly method: string; readonly url: string }

/** The `Authorization` header that answers a digest challenge (RFC 7616); undefined when there is none. */
export function digestHeader(
  challenge: string | string[] | undefined,
  { user, password, method, url }: Answering,
): string | undefined {
  const text = [challenge ?? []].flat().find((one) => /^digest /i.test(one))
  if (text === undefined) return undefined
  const fields = Object.fromEntries(
    [...text.matchAll(/(\w+)=(?:"([^"]*)"|([^\s,]+))/g)].map(([, name = '', quoted, plain]) => [
      name.toLowerCase(),
      quoted ?? plain ?? '',
    ]),
  )
  const algorithm = fields['algorithm'] ?? 'MD5'
  const hashName = { md5: 'md5', 'md5-sess': 'md5', 'sha-256': 'sha256', 'sha-256-sess': 'sha256' }[algorithm.toLowerCase()]
  if (hashName === undefined)
    throw new NodeError(`The service asks for digest authentication with ${algorithm}, which is not supported.`, {
      retryable: false,
    })
  const hash = (input: string) => createHash(hashName).update(input).digest('hex')
  const { realm = '', nonce = '', opaque } = fields
  const { pathname, search } = new URL(url)
  const uri = `${pathname}${search}`
  const cnonce = randomBytes(8).toString('hex')
  const count = '00000001'
  const auth = (fields['qop'] ?? '').split(',').some((one) => one.trim() === 'auth')
  const secret = algorithm.toLowerCase().endsWith('-sess')
    ? hash(`${hash(`${user}:${realm}:${password}`)}:${nonce}:${cnonce}`)
    : hash(`${user}:${realm}:${password}`)
  const request = hash(`${method.toUpperCase()}:${uri}`)
  const response = hash(auth ? `${secret}:${nonce}:${count}:${cnonce}:auth:${request}` : `${secret}:${nonce}:${request}`)
  const quoted = (value: string) => `"${value.replace(/["\\\r\n]/g, '')}"`
  return [
    `Digest username=${quoted(user)}`,
    `realm=${quoted(realm)}`,
    `nonce=${quoted(nonce)}`,
    `uri=${quoted(uri)}`,
    `algorithm=${algorithm}`,
    `response="${response}"`,
    ...(auth ? ['qop=auth', `nc=${count}`, `cnonce="${cnonce}"`] : []),
    ...(opaque === undefined ? [] : [`opaque=${quoted(opaque)}`]),
  ].join(', ')
}
