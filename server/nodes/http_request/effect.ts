import type { EffectClass, NodeView, ParameterReader } from '@steward/sdk/node'
import { getPath, toText } from '#engine/data'
import { readFields } from './read-list.ts'

export function effectOfMethod(method: string): EffectClass {
  switch (method.toUpperCase()) {
    case 'GET':
    case 'HEAD':
    case 'OPTIONS':
      return 'read'
    case 'DELETE':
      return 'delete'
    default:
      return 'write'
  }
}

export function methodOf(reader: ParameterReader, itemIndex: number): string {
  return toText(reader.param<unknown>(reader.node.version < 3 ? 'requestMethod' : 'method', itemIndex, 'GET')) || 'GET'
}

/**
 * The host an address leads to. One that is written out or resolved is read as the call reads it, so that nothing in it
 * can name another host than the one that is called; of an expression, what is written out of it, else the expression itself.
 */
export function hostIn(address: unknown): string | null {
  if (typeof address !== 'string' || address.trim() === '') return null
  const isExpression = /^\s*=/.test(address) && address.includes('{{')
  const text = address.trim().replace(/^=/, '')
  if (!isExpression) return URL.parse(text)?.host || text.slice(0, 200)
  const host = /^(?:https?:\/\/)?(?:[^/?#@{}]*@)?([^/?#@{}]+)/i.exec(text)?.[1]
  return host !== undefined && !/^[a-z]+:$/i.test(host) && !text.startsWith('{{') ? host : text.slice(0, 200)
}

/** A service that is given an idempotency key makes the same call once, however often it comes. */
export function hasIdempotencyKey(reader: ParameterReader): boolean {
  if (reader.node.idempotencyHeader !== undefined) return true
  const isKey = (name: string) => name.toLowerCase() === 'idempotency-key'
  const path = reader.node.version < 3 ? 'headerParametersUi.parameter' : 'headerParameters.parameters'
  if (readFields(reader, path, 0).some(({ name, value }) => isKey(name) && value !== '')) return true
  const json = reader.param<unknown>(reader.node.version < 3 ? 'headerParametersJson' : 'jsonHeaders', 0)
  return typeof json === 'string' && /"idempotency-key"\s*:\s*"[^"]/i.test(json)
}

/** `Send DELETE to https://api.example.com/orders/4` */
export function saysOf(reader: ParameterReader, itemIndex: number): string {
  return `Send ${methodOf(reader, itemIndex).toUpperCase()} to ${shownAddress(reader.param<unknown>('url', itemIndex, ''))}`
}

/** An address without what a person may have written into it as a secret. */
export function shownAddress(address: unknown): string {
  const [path = '', query] = toText(address).trim().split('?', 2)
  const shown = path.replace(/\/\/[^/?#@\s]+@/, '//')
  return query === undefined ? shown : `${shown}?…`
}

export const targetOf = (node: NodeView): string | null => hostIn(getPath(node.parameters, ['url']))
