import { type TSchema, Type } from 'typebox'

/** Keyset paging: `after` is the `next` of the page before; null when there is no more. */
export const PageQuery = {
  after: Type.Optional(Type.String({ maxLength: 200 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
}

export const Page = <T extends TSchema>(item: T) =>
  Type.Object({ items: Type.Array(item), next: Type.Union([Type.String(), Type.Null()]) })

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
export const Id = Type.String({ format: 'uuid' })
export const Time = Type.String({ format: 'date-time' })
export const IdParams = Type.Object({ id: Id })
export const Nothing = Type.Null()
