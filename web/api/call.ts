import type * as connection from '@steward/contract/api/connection'
import type { Endpoint } from '@steward/contract/api/endpoint'
import type * as execution from '@steward/contract/api/execution'
import type * as identity from '@steward/contract/api/identity'
import type * as workflow from '@steward/contract/api/workflow'
import type { Problem } from '@steward/contract/error'
import type { Static, TSchema } from 'typebox'
import { fillPath } from './fill-path.ts'
import { ApiProblem, Unreachable } from './problem.ts'
import { reportReachable } from './reachability.ts'

type Room = typeof connection & typeof execution & typeof identity & typeof workflow
type Endpoints = { [Name in keyof Room]: Room[Name] extends Endpoint ? Room[Name] : never }[keyof Room]
type EndpointOf<Key extends string> = Extract<
  Endpoints,
  { method: Key extends `${infer Method} ${string}` ? Method : never; path: Key extends `${string} ${infer Path}` ? Path : never }
>

/** `GET /workflows/:id`: every endpoint of the contract, by method and path. */
export type EndpointKey = Endpoints extends infer One ? (One extends Endpoint ? `${One['method']} ${One['path']}` : never) : never

type Part<E, Name extends string> = E extends { readonly [N in Name]: infer Schema extends TSchema }
  ? { readonly [N in Name]: Static<Schema> }
  : unknown
export type Given<Key extends EndpointKey> = Part<EndpointOf<Key>, 'params'> &
  Part<EndpointOf<Key>, 'query'> &
  Part<EndpointOf<Key>, 'body'>
export type Answer<Key extends EndpointKey> =
  EndpointOf<Key> extends { response: infer Schema extends TSchema } ? Static<Schema> : never

type Values = Readonly<Record<string, string | number | boolean | undefined>>
type Loose = {
  readonly params?: Values
  readonly query?: Values
  readonly body?: unknown
}
type Arguments<Key extends EndpointKey> =
  unknown extends Given<Key> ? [given?: Loose, signal?: AbortSignal] : [given: Given<Key>, signal?: AbortSignal]

/**
 * Calls the API. Names, parameters and answers are those of the contract, read
 * as types only, so that no schema reaches the browser. Throws `ApiProblem` for
 * a refusal and `Unreachable` where there was no answer.
 */
export async function call<Key extends EndpointKey>(key: Key, ...rest: Arguments<Key>): Promise<Answer<Key>> {
  const [given, signal] = rest as unknown as readonly [Loose?, AbortSignal?]
  const [method = 'GET', path = '/'] = key.split(' ')
  const { params, query, body } = given ?? {}
  const response = await send(`/api/v1${fillPath(path, params ?? {}, query ?? {})}`, {
    method,
    headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  })
  if (!response.ok) throw await problemOf(response)
  return (response.status === 204 ? null : await response.json()) as Answer<Key>
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    // oxlint-disable-next-line no-restricted-globals -- This is the client that everything else uses.
    const response = await fetch(url, { credentials: 'same-origin', ...init })
    // A proxy in front answers for a server that is away.
    if (response.status === 502 || response.status === 504) throw new Error(`status ${response.status}`)
    reportReachable(true)
    return response
  } catch (error) {
    if (init.signal?.aborted === true) throw error
    reportReachable(false)
    throw new Unreachable(error)
  }
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => null)
  const problem = typeof body === 'object' && body !== null ? (body as Partial<Problem>) : {}
  return new ApiProblem({ ...problem, status: response.status })
}
