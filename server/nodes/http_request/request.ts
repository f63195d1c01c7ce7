import type { JsonObject, JsonValue } from '@steward/sdk/node'

export type Field = { readonly name: string; readonly value: JsonValue }

export type FilePart = {
  readonly name: string
  readonly fileName: string
  readonly mimeType: string
  readonly bytes: Uint8Array
}

/** A body while it can still be changed: by custom authentication and by pagination. */
export type RequestBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: JsonValue }
  | { readonly kind: 'form'; readonly fields: JsonObject }
  | { readonly kind: 'multipart'; readonly fields: readonly Field[]; readonly files: readonly FilePart[] }
  | { readonly kind: 'raw'; readonly content: string | Uint8Array; readonly mimeType: string }

export type Authentication =
  | { readonly kind: 'none' }
  | { readonly kind: 'generic'; readonly type: string }
  | { readonly kind: 'predefined'; readonly type: string }

export type AnswerFormat = 'autodetect' | 'json' | 'text' | 'file'

/** What all versions of the node's parameters come down to, for one item. */
export type Request = {
  readonly method: string
  readonly url: string
  readonly query: readonly Field[]
  readonly queryArrays: 'brackets' | 'indices' | 'repeat'
  readonly headers: Readonly<Record<string, string>>
  readonly body: RequestBody
  readonly authentication: Authentication
  readonly clientCertificate: boolean
  readonly answer: {
    readonly format: AnswerFormat
    readonly outputName: string
    readonly full: boolean
    readonly neverError: boolean
    /** Each element of a JSON array becomes an item. */
    readonly split: boolean
  }
  readonly timeoutMs: number | undefined
  readonly redirects: { readonly follow: boolean; readonly max: number }
  readonly proxy: string | undefined
  readonly allowUnauthorizedCerts: boolean
}

/** What a connection adds to a request. */
export type Access = {
  readonly headers?: Readonly<Record<string, string>>
  readonly query?: readonly Field[]
  readonly body?: JsonObject
  readonly digest?: { readonly user: string; readonly password: string }
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string; readonly passphrase?: string }
  /** Values that must not show up in an error. */
  readonly secrets: readonly string[]
}
