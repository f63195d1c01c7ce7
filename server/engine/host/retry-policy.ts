import type { NodeSettings, RetryPolicy } from '@steward/contract/workflow'

/** How the tries of a node follow each other. */
export type Retrying = RetryPolicy & {
  /** Never repeats by itself what may have happened. Without a policy of its own a node repeats as n8n does. */
  readonly careful: boolean
}

/** Waits up to this long are slept through; longer ones are stored, and no process has to live through them. */
export const sleptMaxMs = 5_000
const dayMs = 86_400_000
/** A service that asks for more than this is taken to be mistaken. */
const retryAfterMaxMs = 7 * dayMs
/** Exponents know no measure. */
const waitMaxMs = 30 * dayMs

/** Undefined where the first try is the only one. */
export function retryingOf(settings: NodeSettings): Retrying | undefined {
  if (settings.retry !== undefined) return { ...settings.retry, careful: true }
  if (settings.retryOnFail !== true) return undefined
  return {
    maxTries: clamp(settings.maxTries ?? 3, 2, 5),
    backoff: 'fixed',
    initialMs: clamp(settings.waitBetweenTriesMs ?? 1000, 0, 5000),
    retryAfter: false,
    careful: false,
  }
}

export type FailedTries = {
  /** How many there were. */
  readonly count: number
  /** Milliseconds since 1970 when the first one began. */
  readonly firstMs: number
  readonly nowMs: number
  /** For how long the service asks to be left alone. */
  readonly retryAfterMs: number | undefined
  /** From 0 up to 1, the same for the same try of the same node execution. */
  readonly draw: number
}

/** When the next try begins, in milliseconds since 1970; undefined when there is none. */
export function nextTryMs(retrying: Retrying, tries: FailedTries): number | undefined {
  if (tries.count >= retrying.maxTries) return undefined
  const asked = retrying.retryAfter === false ? 0 : Math.min(retryAfterMaxMs, tries.retryAfterMs ?? 0)
  const atMs = Math.round(tries.nowMs + Math.max(asked, backoffMs(retrying, tries)))
  return atMs > tries.firstMs + (retrying.maxAgeMs ?? Number.POSITIVE_INFINITY) ? undefined : atMs
}

function backoffMs(
  { backoff, initialMs, factor = 2, maxMs = waitMaxMs, jitter }: Retrying,
  { count, draw }: FailedTries,
): number {
  const growth = backoff === 'exponential' ? factor ** (count - 1) : 1
  const waitMs = Math.min(initialMs * growth, maxMs, waitMaxMs)
  return jitter === true ? waitMs * (0.5 + draw / 2) : waitMs
}

/** A number from 0 up to 1 that depends on the text alone, so that a simulation or another process draws the same (FNV-1a, then mixed). */
export function drawOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 4_294_967_296
}

/** What a Retry-After header says, in milliseconds from now: a number of seconds or a date. */
export function retryAfterMs(header: string, nowMs: number): number | undefined {
  const text = header.trim()
  if (text === '') return undefined
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000
  // `Date.parse` also finds dates where nobody has written one, such as in -1.
  const at = /[a-z]{3}/i.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs)
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, Number.isFinite(value) ? value : low))
