import { type Static, Type } from 'typebox'

/**
 * What the caller can do about a failure. The whole product knows only these
 * eight: HTTP status, engine retry and UI tone are each one table over them.
 */
export const errorKinds = [
  'invalid',
  'unauthenticated',
  'forbidden',
  'not_found',
  'conflict',
  'rate_limited',
  'unavailable',
  'internal',
] as const

export type ErrorKind = (typeof errorKinds)[number]

/** The body of every refusal (`application/problem+json`, RFC 9457); `code` is stable, `detail` may be reworded. */
export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String({ description: 'Stable name of the refusal, such as `workflow.not_found`.' }),
    detail: Type.String(),
    requestId: Type.String(),
    params: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  },
  { $id: 'Problem' },
)
export type Problem = Static<typeof Problem>
