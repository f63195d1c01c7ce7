import { defineNode, mapItems, NodeError, type JsonObject, type NodeCall } from '@steward/sdk/node'
import { parseRelaxed } from '#engine/data'
import { flag, number, text } from '../parameter.ts'
import { parameters } from './schema.ts'
import { decodeToken, keysOf, signToken, signatureHolds, type Token } from './token.ts'

export default defineNode({
  type: 'jwt',
  title: 'JWT',
  description: 'Signs, verifies and decodes JSON Web Tokens.',
  category: 'transform',
  icon: 'badge-check',
  n8n: [{ type: 'n8n-nodes-base.jwt', versions: [1] }],
  parameters,
  effect: 'pure',
  execute: async (call) => {
    const secrets = await call.io.connection('jwtAuth')
    return [await mapItems(call, (_item, index) => ({ json: run(call, index, secrets) }))]
  },
})

function run(call: NodeCall, index: number, secrets: JsonObject | undefined): JsonObject {
  const operation = text(call, 'operation', index, 'sign')
  switch (operation) {
    case 'sign':
      return { token: makeToken(call, index, secrets) }
    case 'verify':
      return shown(call, index, verified(call, index, secrets))
    case 'decode': {
      const token = decodeToken(readToken(call, index))
      return token === undefined ? { payload: null } : shown(call, index, token)
    }
    default:
      throw new NodeError(`JWT has no operation "${operation}".`, { itemIndex: index, retryable: false })
  }
}

function makeToken(call: NodeCall, index: number, secrets: JsonObject | undefined): string {
  const kid = text(call, 'options.kid', index)
  const header = { alg: algorithmOf(call, index, secrets), typ: 'JWT', ...(kid === '' ? {} : { kid }) }
  const claims = flag(call, 'useJson', index) ? jsonClaims(call, index) : call.param<JsonObject>('claims', index, {})
  const now = { iat: Math.floor(call.nowMs / 1000) }
  return signToken(header, 'iat' in claims ? claims : { ...claims, ...now }, keysOf(secrets))
}

function jsonClaims(call: NodeCall, index: number): JsonObject {
  const given = call.param<unknown>('claimsJson', index, '{\n  "my_field_1": "value 1",\n  "my_field_2": "value 2"\n}\n')
  const claims = typeof given === 'string' ? parseRelaxed(given) : given
  if (typeof claims === 'object' && claims !== null && !Array.isArray(claims)) return claims as JsonObject
  throw new NodeError('The payload claims must be a JSON object.', { itemIndex: index, retryable: false })
}

function verified(call: NodeCall, index: number, secrets: JsonObject | undefined): Token {
  const text = readToken(call, index)
  const token = decodeToken(text)
  if (token === undefined) throw refused('invalid token', index)
  if (token.signature === '') throw refused('jwt signature is required', index)
  const algorithm = algorithmOf(call, index, secrets)
  if (token.header['alg'] !== algorithm || !signatureHolds(text, algorithm, keysOf(secrets))) {
    throw refused("The JWT token can't be verified", index)
  }
  checkTimes(call, index, token)
  return token
}

function checkTimes(call: NodeCall, index: number, { payload }: Token): void {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return
  const now = Math.floor(call.nowMs / 1000)
  const tolerance = number(call, 'options.clockTolerance', index, 0)
  const { nbf, exp } = payload
  if (nbf !== undefined && !flag(call, 'options.ignoreNotBefore', index)) {
    if (typeof nbf !== 'number') throw refused('invalid nbf value', index)
    if (nbf > now + tolerance) throw refused('jwt not active', index)
  }
  if (exp !== undefined && !flag(call, 'options.ignoreExpiration', index)) {
    if (typeof exp !== 'number') throw refused('invalid exp value', index)
    if (now >= exp + tolerance) throw refused('jwt expired', index)
  }
}

const shown = (call: NodeCall, index: number, { header, payload, signature }: Token): JsonObject =>
  flag(call, 'options.complete', index) ? { header, payload, signature } : { payload }

function readToken(call: NodeCall, index: number): string {
  const token = text(call, 'token', index)
  if (token !== '') return token
  throw new NodeError('The JWT token was not provided', {
    description: "Be sure to add a valid JWT token to the 'Token' parameter",
    itemIndex: index,
    retryable: false,
  })
}

function algorithmOf(call: NodeCall, index: number, secrets: JsonObject | undefined): string {
  const own = text(call, 'options.algorithm', index)
  const ofConnection = secrets?.['algorithm']
  return own === '' ? (typeof ofConnection === 'string' ? ofConnection : 'HS256') : own
}

function refused(message: string, itemIndex: number): NodeError {
  return new NodeError(message, {
    description: 'Be sure that the provided JWT token is correctly encoded and matches the selected credentials',
    itemIndex,
    retryable: false,
  })
}
