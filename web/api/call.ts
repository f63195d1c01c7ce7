import type * as account from '@steward/contract/api/account'
import type * as approval from '@steward/contract/api/approval'
import type * as audit from '@steward/contract/api/audit'
import type * as circuit from '@steward/contract/api/circuit'
import type * as config from '@steward/contract/api/config'
import type * as connection from '@steward/contract/api/connection'
import type * as conversion from '@steward/contract/api/conversion'
import type * as device from '@steward/contract/api/device'
import type * as draft from '@steward/contract/api/draft'
import type * as effect from '@steward/contract/api/effect'
import type { Endpoint } from '@steward/contract/api/endpoint'
import type * as catalog from '@steward/contract/api/catalog'
import type * as execution from '@steward/contract/api/execution'
import type * as executionControl from '@steward/contract/api/execution-control'
import type * as firstSteps from '@steward/contract/api/first-steps'
import type * as folder from '@steward/contract/api/folder'
import type * as grant from '@steward/contract/api/grant'
import type * as identity from '@steward/contract/api/identity'
import type * as instance from '@steward/contract/api/instance'
import type * as notification from '@steward/contract/api/notification'
import type * as plan from '@steward/contract/api/plan'
import type * as nodeList from '@steward/contract/api/node-list'
import type * as preview from '@steward/contract/api/preview'
import type * as policy from '@steward/contract/api/policy'
import type * as profile from '@steward/contract/api/profile'
import type * as provider from '@steward/contract/api/provider'
import type * as pod from '@steward/contract/api/pod'
import type * as publication from '@steward/contract/api/publication'
import type * as query from '@steward/contract/api/query'
import type * as queryResult from '@steward/contract/api/query-result'
import type * as liveEvent from '@steward/contract/api/live-event'
import type * as queue from '@steward/contract/api/queue'
import type * as replay from '@steward/contract/api/replay'
import type * as report from '@steward/contract/api/report'
import type * as retention from '@steward/contract/api/retention'
import type * as role from '@steward/contract/api/role'
import type * as savedFilter from '@steward/contract/api/saved-filter'
import type * as schedule from '@steward/contract/api/schedule'
import type * as search from '@steward/contract/api/search'
import type * as secondFactor from '@steward/contract/api/second-factor'
import type * as slack from '@steward/contract/api/slack'
import type * as task from '@steward/contract/api/task'
import type * as template from '@steward/contract/api/template'
import type * as token from '@steward/contract/api/token'
import type * as undo from '@steward/contract/api/undo'
import type * as variable from '@steward/contract/api/variable'
import type * as workflow from '@steward/contract/api/workflow'
import type * as workspace from '@steward/contract/api/workspace'
import type * as member from '@steward/contract/api/member'
import type * as invitation from '@steward/contract/api/invitation'
import type { Problem } from '@steward/contract/error'
import { chosenWorkspace } from './chosen-workspace.ts'
import { fillPath } from './fill-path.ts'
import { ApiProblem, hasCode, Unreachable } from './problem.ts'
import { reportReachable } from './reachability.ts'
import { compareBuild } from './build.ts'
import { confirmIdentity } from './step-up.ts'

type Room = typeof account &
  typeof approval &
  typeof audit &
  typeof circuit &
  typeof config &
  typeof conversion &
  typeof device &
  typeof draft &
  typeof notification &
  typeof task &
  typeof profile &
  typeof provider &
  typeof secondFactor &
  typeof connection &
  typeof effect &
  typeof execution &
  typeof executionControl &
  typeof firstSteps &
  typeof folder &
  typeof search &
  typeof template &
  typeof liveEvent &
  typeof grant &
  typeof instance &
  typeof catalog &
  typeof query &
  typeof queryResult &
  typeof identity &
  typeof pod &
  typeof plan &
  typeof nodeList &
  typeof preview &
  typeof policy &
  typeof publication &
  typeof queue &
  typeof replay &
  typeof report &
  typeof retention &
  typeof role &
  typeof savedFilter &
  typeof schedule &
  typeof slack &
  typeof undo &
  typeof variable &
  typeof token &
  typeof workflow &
  typeof workspace &
  typeof member &
  typeof invitation
type Endpoints = {
  [Name in keyof Room as Room[Name] extends Endpoint ? `${Room[Name]['method']} ${Room[Name]['path']}` : never]: Room[Name]
}

/** `GET /workflows/:id`: every endpoint of the contract, by method and path. */
export type EndpointKey = keyof Endpoints

type TypesOf<Key extends EndpointKey> = NonNullable<Endpoints[Key]['types']>

/** By endpoint: what is sent, and what comes back. */
type AllGiven = { [Key in EndpointKey]: Pick<TypesOf<Key>, keyof Endpoints[Key] & ('params' | 'query' | 'body')> }
type AllAnswers = { [Key in EndpointKey]: TypesOf<Key>['answer'] }
export type Given<Key extends EndpointKey> = AllGiven[Key]
export type Answer<Key extends EndpointKey> = AllAnswers[Key]

type Values = Readonly<Record<string, string | number | boolean | undefined>>
type Loose = {
  readonly params?: Values
  readonly query?: Values
  readonly body?: unknown
}
type Arguments<Key extends EndpointKey> =
  object extends Given<Key> ? [given?: Loose, signal?: AbortSignal] : [given: Given<Key>, signal?: AbortSignal]

/**
 * Calls the API. Names, parameters and answers are those of the contract, read
 * as types only, so that no schema reaches the browser. Throws `ApiProblem` for
 * a refusal and `Unreachable` where there was no answer.
 */
export async function call<Key extends EndpointKey>(key: Key, ...rest: Arguments<Key>): Promise<Answer<Key>> {
  const response = await request(key, rest, 'application/json')
  return (response.status === 204 ? null : await response.json()) as Answer<Key>
}

/** The same for an endpoint that answers with a file. */
export async function callBytes<Key extends EndpointKey>(key: Key, ...rest: Arguments<Key>): Promise<ArrayBuffer> {
  return await (await request(key, rest, '*/*')).arrayBuffer()
}

async function request(key: EndpointKey, rest: readonly unknown[], accept: string): Promise<Response> {
  const [given, signal] = rest as unknown as readonly [Loose?, AbortSignal?]
  const [method = 'GET', path = '/'] = key.split(' ')
  const { params, query, body } = given ?? {}
  const workspace = chosenWorkspace()
  const url = `/api/v1${fillPath(path, params ?? {}, query ?? {})}`
  return await sendConfirmed(url, {
    method,
    headers: {
      accept,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(workspace === undefined ? {} : { 'x-steward-workspace': workspace }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  })
}

/** Sends once more what asked for a fresh sign-in, after the person confirmed that it is them. */
async function sendConfirmed(url: string, init: RequestInit): Promise<Response> {
  const response = await send(url, init)
  if (response.ok) return response
  const problem = await problemOf(response)
  if (!hasCode(problem, 'identity.step_up_required') || !(await confirmIdentity())) throw problem
  const again = await send(url, init)
  if (!again.ok) throw await problemOf(again)
  return again
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    // oxlint-disable-next-line no-restricted-globals -- This is the client that everything else uses.
    const response = await fetch(url, { credentials: 'same-origin', ...init })
    // A proxy in front answers for a server that is away.
    if (response.status === 502 || response.status === 504) throw new Error(`status ${response.status}`)
    reportReachable(true)
    compareBuild(response.headers.get('x-steward-web'))
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
