import { createHmac, timingSafeEqual } from 'node:crypto'

/** Older calls are refused, so that one which was overheard cannot be sent again later. */
const oldestSeconds = 300

export type SignedCall = {
  /** The headers `X-Slack-Request-Timestamp` and `X-Slack-Signature`. */
  readonly timestamp: string | undefined
  readonly signature: string | undefined
  /** Exactly as it came. */
  readonly body: Uint8Array
}

/** Whether a call comes from Slack, by the signing secret that Slack and this workspace share. Source: docs.slack.dev, "Verifying requests from Slack". */
export function isFromSlack(secret: string, call: SignedCall, now: Date): boolean {
  const { timestamp, signature, body } = call
  if (secret === '' || timestamp === undefined || signature === undefined || !/^\d{1,12}$/.test(timestamp)) return false
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > oldestSeconds) return false
  const expected = Buffer.from(signSlack(secret, timestamp, body))
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** The value of `X-Slack-Signature`. */
export function signSlack(secret: string, timestamp: string, body: Uint8Array): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`
}
