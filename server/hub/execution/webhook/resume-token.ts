import { createHmac, timingSafeEqual } from 'node:crypto'

/** Makes the addresses that resume waiting executions; nobody can guess one from the id of an execution. */
export function resumeTokens(secret: Uint8Array): {
  make(executionId: string): string
  fits(executionId: string, token: string): boolean
} {
  const make = (executionId: string) =>
    createHmac('sha256', secret).update(`resume:${executionId}`).digest('base64url').slice(0, 32)
  return {
    make,
    fits: (executionId, token) => {
      const [a, b] = [Buffer.from(make(executionId)), Buffer.from(token)]
      return a.length === b.length && timingSafeEqual(a, b)
    },
  }
}
