import type { DoubtfulEffect, HttpAnswer, Item, JsonObject, JsonValue, NodeCall, ProbeAnswer } from './node.ts'

/** A probe is asked for one small answer, not for data. */
export const probeLimits = { timeoutMs: 10_000, maxBytes: 1_048_576 } as const

const unknown: ProbeAnswer = { happened: 'unknown' }

/**
 * Carries out the probe that a person set on the node: asks the address, and
 * lets the expression `happened` judge the answer. Only "here it is" (2xx) and
 * "there is no such thing" (404, 410) are judged. A service that is down, busy
 * or refuses to say has said nothing, and whatever goes wrong leaves the doubt.
 */
export async function probeOverHttp(
  call: NodeCall,
  effect: DoubtfulEffect,
  get: (url: string) => Promise<HttpAnswer>,
): Promise<ProbeAnswer> {
  const { probe } = call.node
  if (probe === undefined) return unknown
  const $effect = { key: effect.key, class: effect.class }
  const url = call.evaluate(probe.url, 0, { $effect })
  if (typeof url !== 'string' || url === '') return unknown
  const { status, headers, body } = await get(url)
  if (!(status >= 200 && status < 300) && status !== 404 && status !== 410) return unknown
  const answer = readBody(body)
  const happened = call.evaluate(probe.happened, 0, { $effect, $response: { statusCode: status, headers, body: answer } })
  if (happened === true) return { happened, outputs: [itemsOf(answer)] }
  return happened === false ? { happened } : unknown
}

function readBody(bytes: Uint8Array): JsonValue {
  const text = new TextDecoder().decode(bytes)
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    return text
  }
}

function itemsOf(answer: JsonValue): Item[] {
  const list = Array.isArray(answer) ? answer : [answer]
  return list.map((one) => ({ json: isObject(one) ? one : { data: one }, pairedItem: { item: 0 } }))
}

const isObject = (value: JsonValue): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)
