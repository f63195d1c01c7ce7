import createFetchClient, { type Client } from 'openapi-fetch'
import type { paths } from './api.gen.ts'

export type { components, operations, paths } from './api.gen.ts'

export type ClientOptions = {
  /** Of the installation, such as `https://steward.example.com`; empty for the page's own. */
  readonly baseUrl: string
  /** Without one the browser's session speaks. */
  readonly apiKey?: string
  /** Instead of the runtime's own. */
  readonly fetch?: (request: Request) => Promise<Response>
}

export type StewardClient = Client<paths>

/** A client whose paths, parameters and answers are typed by the installation's OpenAPI description. */
export function createClient(options: ClientOptions): StewardClient {
  const { apiKey, fetch } = options
  return createFetchClient<paths>({
    baseUrl: options.baseUrl.replace(/\/+$/, ''),
    credentials: 'same-origin',
    ...(apiKey === undefined ? {} : { headers: { authorization: `Bearer ${apiKey}` } }),
    ...(fetch === undefined ? {} : { fetch }),
  })
}
