/** JSON as it flows between nodes and rests in the database. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue }
export type JsonObject = { [key: string]: JsonValue }

/**
 * A file that travels with an item. `data` holds the bytes as base64 where they
 * are small or there is no store; otherwise `id` names them in the blob store.
 */
export type BinaryValue = {
  readonly mimeType: string
  readonly fileName?: string
  readonly fileExtension?: string
  /** For people, such as `12 kB`. */
  readonly fileSize?: string
  readonly bytes?: number
  readonly data?: string
  readonly id?: string
}

/**
 * From which item of which input an item was made. `run` is for a node that goes
 * round in a loop: the item was in the input of that earlier execution of it.
 */
export type Pairing = { readonly item: number; readonly input?: number; readonly run?: number }

/** What flows along an edge. */
export type Item = {
  readonly json: JsonObject
  readonly binary?: Readonly<Record<string, BinaryValue>>
  readonly pairedItem?: number | Pairing | readonly (Pairing | number)[]
  /** Set by a node that failed for this item and was told to continue. */
  readonly error?: ItemError
}

export type ItemError = { readonly message: string; readonly description?: string }
