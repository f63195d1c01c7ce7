import type { BinaryValue, Item, JsonObject, JsonValue } from '@steward/contract/item'

export type ReceivedFile = { readonly name: string; readonly binary: BinaryValue }

/** A call as it arrived, its body read. */
export type ReceivedCall = {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly params: Readonly<Record<string, string>>
  readonly query: JsonObject
  readonly body: JsonValue
  readonly files: readonly ReceivedFile[]
  readonly mode: 'production' | 'test'
  /** What the token of the caller says, where it had to show one. */
  readonly claims?: JsonObject | undefined
}

/** The item a call gives to its workflow. */
export function webhookItem(call: ReceivedCall): Item {
  const { headers, params, query, body, files, url, mode, claims } = call
  const json: JsonObject = {
    headers: { ...headers },
    params: { ...params },
    query,
    body,
    webhookUrl: url,
    executionMode: mode,
    ...(claims === undefined ? {} : { jwtPayload: claims }),
  }
  if (files.length === 0) return { json }
  return { json, binary: Object.fromEntries(files.map((file) => [file.name, file.binary])) }
}
