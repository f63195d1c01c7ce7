import { hash } from 'node:crypto'

/**
 * The key of an effect: the same for every try of it, in whichever process. A
 * UUID, because services limit what they take for an idempotency key, and one
 * that begins with the time of its execution, so that it is stored beside it.
 * A node that calls once per item has a key for each; that of the first is the
 * key of the node execution and names its receipt.
 */
export function effectKey(executionId: string, nodeId: string, runIndex: number, itemIndex = 0): string {
  const digest = hash('sha256', JSON.stringify([executionId, nodeId, runIndex, itemIndex]), 'hex')
  const variant = ((Number.parseInt(digest.slice(15, 16), 16) & 0x3) | 0x8).toString(16)
  return `${executionId.slice(0, 13)}-7${digest.slice(0, 3)}-${variant}${digest.slice(3, 6)}-${digest.slice(16, 28)}`
}
