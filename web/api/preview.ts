import type { ExpressionName, PreviewResult } from '@steward/contract/api/preview'
import { queryOptions } from '@tanstack/react-query'
import { call } from './call.ts'
import { hasCode } from './problem.ts'

/** For which node, on the items of which execution, and for which of them. */
export type PreviewPlace = {
  readonly workflowId: string
  readonly node: string
  readonly executionId?: string | undefined
  readonly runIndex?: number | undefined
  readonly itemIndex?: number | undefined
}

export type PreviewAnswer = { readonly result: PreviewResult; readonly items: number }

type Asked = {
  readonly text: string
  readonly resolve: (answer: PreviewAnswer) => void
  readonly reject: (reason: unknown) => void
}

/** Fields of one form ask at the same moment; they are asked together. */
const gatherMs = 15
const perCall = 40
const waiting = new Map<string, { readonly place: PreviewPlace; readonly asked: Asked[] }>()

/** What a text gives; asked together with what else is asked about the same place at that moment. */
export function askPreview(place: PreviewPlace, text: string): Promise<PreviewAnswer> {
  const key = JSON.stringify(place)
  const { promise, resolve, reject } = Promise.withResolvers<PreviewAnswer>()
  const group = waiting.get(key) ?? { place, asked: [] }
  if (group.asked.length === 0) {
    waiting.set(key, group)
    setTimeout(() => {
      waiting.delete(key)
      for (let at = 0; at < group.asked.length; at += perCall) void send(place, group.asked.slice(at, at + perCall))
    }, gatherMs)
  }
  group.asked.push({ text, resolve, reject })
  return promise
}

async function send({ workflowId, ...place }: PreviewPlace, asked: readonly Asked[]): Promise<void> {
  const { node, executionId, runIndex, itemIndex } = place
  try {
    const { results, items } = await call('POST /workflows/:id/preview', {
      params: { id: workflowId },
      body: {
        node,
        expressions: asked.map(({ text }, at) => ({ key: String(at), text })),
        ...(executionId === undefined ? {} : { executionId }),
        ...(runIndex === undefined ? {} : { runIndex }),
        ...(itemIndex === undefined ? {} : { itemIndex }),
      },
    })
    for (const [at, { resolve, reject }] of asked.entries()) {
      const result = results[at]
      if (result === undefined) reject(new Error('The server left an expression out.'))
      else resolve({ result, items })
    }
  } catch (error) {
    for (const { reject } of asked) reject(error)
  }
}

const savedTries = 4
const savedAfterMs = 1_000

/** `stamp` is another one when what is drawn has changed in a way that the answer may depend on. */
export const previewQuery = (place: PreviewPlace | undefined, text: string, stamp = 0) =>
  queryOptions({
    queryKey: ['preview', place, stamp, text],
    queryFn: () => (place === undefined ? Promise.reject(new Error('No place.')) : askPreview(place, text)),
    enabled: place !== undefined,
    staleTime: 10_000,
    gcTime: 60_000,
    // A node that was drawn a moment ago is stored a moment later.
    retry: (count, error) => count < savedTries && hasCode(error, 'preview.node_not_found'),
    retryDelay: savedAfterMs,
  })

/** They change only when the server is updated. */
export const expressionNamesQuery = queryOptions({
  queryKey: ['expression-names'],
  queryFn: async ({ signal }): Promise<readonly ExpressionName[]> => (await call('GET /expression-names', {}, signal)).items,
  staleTime: Infinity,
})
