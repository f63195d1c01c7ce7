import { NodeError, type BinaryValue, type Item, type NodeCall } from '@steward/sdk/node'

const maxBytes = 100_000_000

/** The file an item carries under a name, or a sentence that says it has none. */
export function fileOf(item: Item, name: string, itemIndex: number): BinaryValue {
  const file = item.binary?.[name]
  if (file !== undefined) return file
  const others = Object.keys(item.binary ?? {})
  throw new NodeError(`The item has no file "${name}".`, {
    description: others.length > 0 ? `It has: ${others.join(', ')}.` : 'It has no file at all.',
    itemIndex,
    retryable: false,
  })
}

export async function bytesOfFile(call: NodeCall, item: Item, name: string, itemIndex: number): Promise<Uint8Array> {
  const bytes = await call.io.readBinary(fileOf(item, name, itemIndex))
  if (bytes.length > maxBytes) {
    throw new NodeError(`The file has ${bytes.length} bytes; the limit is ${maxBytes}.`, { itemIndex, retryable: false })
  }
  return bytes
}
