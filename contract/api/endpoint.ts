import type { Static, TSchema } from 'typebox'
import type { PermissionName } from '../permission.ts'

/**
 * What a caller may do. `public` endpoints say why they are open by being in a
 * short list that a test reads; `session` ones are for every member; every other
 * one names a permission.
 */
export type Permission = 'public' | 'session' | PermissionName

/** One endpoint of the API: server route, OpenAPI entry and typed client all come from it. */
export type Endpoint = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below `/api/v1`, parameters as `:name`. */
  readonly path: string
  readonly operationId: string
  readonly summary: string
  readonly tag: string
  readonly permission: Permission
  /**
   * The permission may be held for one pod alone: whoever holds it for any is let in, and the handler asks about
   * what is acted on (`requirePermissionOn`).
   */
  readonly perPod?: true
  /** Answers also who has to put something right before anything else, such as set up a second factor. */
  readonly evenWhenBarred?: true
  readonly params?: TSchema
  readonly query?: TSchema
  readonly body?: TSchema
  /** By status; the first is the answer when all goes well. */
  readonly response: TSchema
  readonly status?: 200 | 201 | 202 | 204
  /** The answer stays open and is a stream of events (text/event-stream), each of the shape of `response`. */
  readonly stream?: true
  /** For the compiler only, set by `endpoint`; there is no value. */
  readonly types?: EndpointTypes
}

/** What the schemas of an endpoint mean in TypeScript; `unknown` where there is none. */
type EndpointTypes = { readonly params: unknown; readonly query: unknown; readonly body: unknown; readonly answer: unknown }

type Part<E, Name extends string> = E extends { readonly [N in Name]: infer Schema extends TSchema } ? Static<Schema> : unknown

type Typed<E extends Endpoint> = E & {
  readonly types?: {
    readonly params: Part<E, 'params'>
    readonly query: Part<E, 'query'>
    readonly body: Part<E, 'body'>
    readonly answer: Static<E['response']>
  }
}

/**
 * Declares an endpoint, and works out once what its schemas mean. Who is generic
 * over endpoints reads `E['types']` and not `Static<E['response']>`: for schemas it
 * does not know yet the compiler compares all of TypeBox's inference with itself,
 * which takes longer than everything else it does.
 */
export function endpoint<const E extends Endpoint>(spec: E): Typed<E> {
  return spec as Typed<E>
}
