import type { ListEntry } from '@steward/contract/api/node-list'
import type { NodeKind } from '@steward/contract/api/workflow'
import type { WorkflowNode } from '@steward/contract/workflow'
import { infiniteQueryOptions } from '@tanstack/react-query'
import { call } from './call.ts'

export type { ListEntry } from '@steward/contract/api/node-list'

type Wish = { readonly name: string; readonly kind: NodeKind; readonly node: WorkflowNode; readonly search: string }
type Page = { readonly items: readonly ListEntry[]; readonly next: string | null }
type Read = (wish: Wish, cursor: string | null, signal: AbortSignal) => Promise<Page>

/** What Steward itself knows is read where it is, with the rights of who asks; everything else by the lists of the kind. */
const own: Readonly<Record<string, Read>> = {
  workflows: async ({ search }, cursor, signal) => {
    const query = { limit: 30, ...(search === '' ? {} : { search }), ...(cursor === null ? {} : { after: cursor }) }
    const { items, next } = await call('GET /workflows', { query }, signal)
    return { items: items.map(({ id, name, status }) => ({ value: id, label: name, hint: status })), next }
  },
  instances: async ({ search }, _cursor, signal) => {
    const { items } = await call('GET /instances', {}, signal)
    return only(
      items.map(({ id, name, kind, environment }) => ({ value: id, label: name, hint: `${kind}, ${environment}` })),
      search,
    )
  },
  databases: async ({ node, search }, _cursor, signal) => {
    const { items } = await call('GET /instances', {}, signal)
    const chosen = node.parameters['instance']
    const reference = typeof chosen === 'object' && chosen !== null ? (chosen as { value?: unknown }).value : chosen
    const instance = items.find(({ id, name }) => id === reference || name === reference)
    return only(
      (instance?.databases ?? []).map((name) => ({ value: name, label: name })),
      search,
    )
  },
  connectionKinds: async ({ search }, _cursor, signal) => {
    const { items } = await call('GET /connection-kinds', {}, signal)
    return only(
      items.map(({ type, title }) => ({ value: type, label: title })),
      search,
    )
  },
}

function only(items: readonly ListEntry[], search: string): Page {
  const words = search.toLowerCase()
  return { items: items.filter(({ label, value }) => `${label} ${value}`.toLowerCase().includes(words)), next: null }
}

const ofKind: Read = ({ name, kind, node, search }, cursor, signal) =>
  call(
    'POST /node-kinds/:type/lists/:name',
    {
      params: { type: kind.type, name },
      body: {
        version: node.version,
        parameters: node.parameters,
        ...(node.connections === undefined ? {} : { connections: node.connections }),
        ...(search === '' ? {} : { search }),
        ...(cursor === null ? {} : { cursor }),
      },
    },
    signal,
  )

/** A page of what a parameter of a node can be. */
export const choicesQuery = (wish: Wish) =>
  infiniteQueryOptions({
    queryKey: ['node-lists', wish.name, wish.kind.type, wish.search, wish.node.parameters, wish.node.connections ?? {}],
    queryFn: ({ pageParam, signal }) => (own[wish.name] ?? ofKind)(wish, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 30_000,
    retry: false,
  })
