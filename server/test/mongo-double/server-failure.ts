import type { Document } from 'bson'

/** A refusal with the code of MongoDB. */
export class ServerFailure extends Error {
  override readonly name = 'ServerFailure'
  readonly code: number
  readonly codeName: string
  readonly labels: readonly string[]
  readonly more: Document

  constructor(
    code: number,
    codeName: string,
    message: string,
    more: { readonly labels?: readonly string[]; readonly fields?: Document } = {},
  ) {
    super(message)
    this.code = code
    this.codeName = codeName
    this.labels = more.labels ?? []
    this.more = more.fields ?? {}
  }

  answer(): Document {
    return {
      ok: 0,
      errmsg: this.message,
      code: this.code,
      codeName: this.codeName,
      ...this.more,
      ...(this.labels.length === 0 ? {} : { errorLabels: this.labels }),
    }
  }
}

/** For what the double does not do: it says so and never pretends. */
export const unknownCommand = (what: string) => new ServerFailure(59, 'CommandNotFound', `no such command: '${what}'`)
export const unsupported = (what: string) => new ServerFailure(238, 'NotImplemented', `the double does not know ${what}`)
