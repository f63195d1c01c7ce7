import { shown } from '@steward/sdk/form'
import { createHash, createHmac, createSign, randomBytes, randomUUID } from 'node:crypto'
import { defineNode, mapItems, NodeError, type Item, type NodeCall } from '@steward/sdk/node'
import { Type } from 'typebox'
import { flag, number, text } from '../parameter.ts'
import { readPem } from './read-pem.ts'

const hashes = ['MD5', 'SHA256', 'SHA3-256', 'SHA3-384', 'SHA3-512', 'SHA384', 'SHA512']
const maxLength = 1_000_000

const parameters = Type.Object({
  action: Type.Union([Type.Literal('hash'), Type.Literal('hmac'), Type.Literal('sign'), Type.Literal('generate')], {
    title: 'Action',
    connection: { hmac: 'crypto', sign: 'crypto' },
    default: 'hash',
  }),
  ...shown(
    { action: ['hash', 'hmac'] },
    {
      type: Type.Union(
        hashes.map((name) => Type.Literal(name)),
        { title: 'Type', default: 'SHA256' },
      ),
    },
  ),
  ...shown(
    { action: ['hash', 'hmac'] },
    {
      binaryData: Type.Boolean({
        title: 'Binary file',
        description: 'Takes the bytes of a file instead of a text.',
        default: false,
      }),
    },
  ),
  ...shown(
    { action: ['hash', 'hmac'], binaryData: [true] },
    { binaryPropertyName: Type.String({ title: 'Binary property', default: 'data' }) },
  ),
  ...shown({ action: ['hash', 'hmac', 'sign'], binaryData: [false] }, { value: Type.String({ title: 'Value', default: '' }) }),
  ...shown(
    { action: ['hmac'] },
    { secret: Type.String({ title: 'Secret', description: 'For HMAC; better kept in a connection.', default: '' }) },
  ),
  ...shown(
    { action: ['sign'] },
    {
      privateKey: Type.String({
        title: 'Private key',
        description: 'For signing, in PEM form; better kept in a connection.',
        default: '',
      }),
    },
  ),
  ...shown(
    { action: ['sign'] },
    { algorithm: Type.String({ title: 'Algorithm', description: 'For signing, such as RSA-SHA256.', default: '' }) },
  ),
  ...shown(
    { action: ['hash', 'hmac', 'sign'] },
    { encoding: Type.Union([Type.Literal('hex'), Type.Literal('base64')], { title: 'Encoding', default: 'hex' }) },
  ),
  ...shown(
    { action: ['generate'] },
    {
      encodingType: Type.Union([Type.Literal('uuid'), Type.Literal('ascii'), Type.Literal('base64'), Type.Literal('hex')], {
        title: 'Kind of value',
        default: 'uuid',
      }),
    },
  ),
  ...shown(
    { action: ['generate'], encodingType: ['ascii', 'base64', 'hex'] },
    { stringLength: Type.Integer({ title: 'Length', minimum: 1, maximum: maxLength, default: 32 }) },
  ),
  dataPropertyName: Type.String({ title: 'Property name', description: 'Where the result goes.', default: 'data' }),
})

export default defineNode({
  type: 'crypto',
  title: 'Crypto',
  description: 'Hashes, signs, and makes random values.',
  category: 'transform',
  icon: 'key-round',
  n8n: [{ type: 'n8n-nodes-base.crypto', versions: [1, 2] }],
  parameters,
  effect: 'pure',
  execute: async (call) => [await mapItems(call, (item, index) => withResult(call, item, index))],
})

async function withResult(call: NodeCall, item: Item, index: number): Promise<Item> {
  const name = text(call, 'dataPropertyName', index, 'data')
  return { ...item, json: { ...item.json, [name]: await compute(call, item, index) }, pairedItem: { item: index } }
}

async function compute(call: NodeCall, item: Item, index: number): Promise<string> {
  const action = text(call, 'action', index, 'hash')
  const encoding = text(call, 'encoding', index, 'hex') === 'base64' ? 'base64' : 'hex'
  const type = text(call, 'type', index, call.node.version < 2 ? 'MD5' : 'SHA256')
  switch (action) {
    case 'generate':
      return generate(text(call, 'encodingType', index, 'uuid'), number(call, 'stringLength', index, 32), index)
    case 'hash':
      return known(type, () => createHash(type))
        .update(await bytesOf(call, item, index))
        .digest(encoding)
    case 'hmac': {
      const secret = await secretOf(call, 'secret', 'hmacSecret', index)
      return known(type, () => createHmac(type, secret))
        .update(await bytesOf(call, item, index))
        .digest(encoding)
    }
    case 'sign': {
      const algorithm = text(call, 'algorithm', index)
      const key = readPem(await secretOf(call, 'privateKey', 'signPrivateKey', index))
      return known(algorithm, () => createSign(algorithm))
        .update(text(call, 'value', index))
        .sign(key, encoding)
    }
    default:
      throw new NodeError(`Crypto has no action "${action}".`, { itemIndex: index, retryable: false })
  }
}

function known<T>(name: string, make: () => T): T {
  try {
    return make()
  } catch (error) {
    throw new NodeError(`"${name}" is not an algorithm this installation knows.`, { retryable: false, cause: error })
  }
}

async function bytesOf(call: NodeCall, item: Item, index: number): Promise<string | Uint8Array> {
  if (!flag(call, 'binaryData', index)) return text(call, 'value', index)
  const name = text(call, 'binaryPropertyName', index, 'data')
  const file = item.binary?.[name]
  if (file === undefined) throw new NodeError(`The item has no file "${name}".`, { itemIndex: index, retryable: false })
  return call.io.readBinary(file)
}

/** From version 2 on the secret is part of a connection and not of the workflow. */
async function secretOf(call: NodeCall, parameter: string, field: string, index: number): Promise<string> {
  if (call.node.version < 2) return text(call, parameter, index)
  const secret = (await call.io.connection('crypto'))?.[field]
  if (typeof secret === 'string' && secret !== '') return secret
  const own = text(call, parameter, index)
  if (own !== '') return own
  throw new NodeError('Choose a connection of the kind "crypto" that holds the secret or the private key.', { retryable: false })
}

function generate(kind: string, length: number, index: number): string {
  if (kind === 'uuid') return randomUUID()
  if (!Number.isInteger(length) || length < 1 || length > maxLength) {
    throw new NodeError(`The length must be a whole number from 1 to ${maxLength} but is ${length}.`, {
      itemIndex: index,
      retryable: false,
    })
  }
  const encoding = kind === 'base64' || kind === 'hex' ? kind : 'ascii'
  const characters = randomBytes(length).toString(encoding)
  return (encoding === 'base64' ? characters.replaceAll(/\W/g, '') : characters).slice(0, length).padEnd(length, '0')
}
