import { setTimeout as sleep } from 'node:timers/promises'
import { getPath, toText } from '#engine/data'
import { type JsonObject, type JsonValue, NodeError, type NodeCall } from '@steward/sdk/node'
import { mergeBody } from './authenticate.ts'
import { addressOf } from './encode.ts'
import type { ReadAnswer } from './read-answer.ts'
import type { Request } from './request.ts'

type Page = { readonly answer: ReadAnswer; readonly request: Request; readonly pageCount: number }
type Ask = (request: Request, isEnd: (status: number) => boolean) => Promise<ReadAnswer>

// A service whose pages never end is stopped here where the node sets no limit.
const maxPages = 10_000

const root = 'options.pagination.pagination'

export function isPaginated(call: NodeCall): boolean {
  const mode = raw(call, 'paginationMode', 'updateAParameterInEachRequest')
  return getPath(call.node.parameters, root.split('.')) !== undefined && mode !== 'off'
}

/**
 * Fetches page after page. Its expressions speak of the answer (`$response`),
 * so they are read raw and evaluated when there is one.
 */
export async function fetchPages(call: NodeCall, first: Request, index: number, ask: Ask): Promise<ReadAnswer[]> {
  const limit =
    raw(call, 'limitPagesFetched', false) === true ? Number(evaluate(call, index, 'maxRequests', undefined) ?? 100) : maxPages
  const intervalMs = Number(evaluate(call, index, 'requestInterval', undefined) ?? 0)
  const pages: ReadAnswer[] = []
  let request: Request | undefined = first
  let page: Page | undefined
  let same = 0
  while (request !== undefined && pages.length < limit) {
    if (pages.length > 0 && intervalMs > 0) await sleep(intervalMs, undefined, { signal: call.signal })
    const current: Request =
      raw(call, 'paginationMode', 'updateAParameterInEachRequest') === 'responseContainsNextURL'
        ? request
        : withParameters(call, index, request, page)
    const answer = await ask(current, (status) => endsWith(call, index, status))
    if (endsWith(call, index, answer.status)) break
    same = page !== undefined && JSON.stringify(page.answer.body) === JSON.stringify(answer.body) ? same + 1 : 0
    if (same >= 5)
      throw new NodeError('The service gave the same page six times, so the pagination was stopped.', {
        itemIndex: index,
        retryable: false,
      })
    pages.push(answer)
    if (pages.length >= maxPages)
      throw new NodeError(`The service has more than ${maxPages} pages. Set a limit of pages.`, {
        itemIndex: index,
        retryable: false,
      })
    page = { answer, request: current, pageCount: pages.length }
    request = isComplete(call, index, page) ? undefined : nextRequest(call, index, first, page)
  }
  return pages
}

function nextRequest(call: NodeCall, index: number, first: Request, page: Page): Request | undefined {
  if (raw(call, 'paginationMode', 'updateAParameterInEachRequest') !== 'responseContainsNextURL') return first
  const next = evaluate(call, index, 'nextURL', page)
  if (typeof next !== 'string' || next === '') return undefined
  // The next address is complete: the query of the first one is already part of it.
  return { ...page.request, url: new URL(next, addressOf(page.request)).href, query: [] }
}

/** The request with the values of this page in its query, headers or body. */
function withParameters(call: NodeCall, index: number, request: Request, page: Page | undefined): Request {
  const rows = raw(call, 'parameters.parameters', [])
  let changed = request
  for (const row of Array.isArray(rows) ? (rows as JsonObject[]) : []) {
    const name = toText(evaluateText(call, index, row['name'], page) ?? '')
    const value = (evaluateText(call, index, row['value'], page) ?? '') as JsonValue
    if (name === '') continue
    if (row['type'] === 'headers') changed = { ...changed, headers: { ...changed.headers, [name.toLowerCase()]: toText(value) } }
    else if (row['type'] === 'body') changed = { ...changed, body: mergeBody(changed.body, { [name]: value }) }
    else changed = { ...changed, query: [...changed.query.filter((field) => field.name !== name), { name, value }] }
  }
  return changed
}

function endsWith(call: NodeCall, index: number, status: number): boolean {
  if (raw(call, 'paginationCompleteWhen', 'responseIsEmpty') !== 'receiveSpecificStatusCodes') return false
  const codes = toText(evaluate(call, index, 'statusCodesWhenComplete', undefined) ?? '')
  return codes.split(',').some((code) => Number(code.trim()) === status)
}

function isComplete(call: NodeCall, index: number, page: Page): boolean {
  switch (raw(call, 'paginationCompleteWhen', 'responseIsEmpty')) {
    case 'other':
      return evaluate(call, index, 'completeExpression', page) === true
    case 'receiveSpecificStatusCodes':
      return false
    default:
      return isEmpty(page.answer.body)
  }
}

function isEmpty(body: JsonValue): boolean {
  if (body === null || body === '') return true
  return typeof body === 'object' && Object.keys(body).length === 0
}

function raw(call: NodeCall, name: string, fallback: unknown): unknown {
  return getPath(call.node.parameters, `${root}.${name}`.split('.')) ?? fallback
}

function evaluate(call: NodeCall, index: number, name: string, page: Page | undefined): unknown {
  return evaluateText(call, index, raw(call, name, undefined), page)
}

function evaluateText(call: NodeCall, index: number, value: unknown, page: Page | undefined): unknown {
  if (typeof value !== 'string' || !value.startsWith('=')) return value
  return call.evaluate(value, index, {
    $pageCount: page?.pageCount ?? 0,
    $response:
      page === undefined
        ? {}
        : {
            body: page.answer.body,
            headers: page.answer.headers,
            statusCode: page.answer.status,
            statusMessage: page.answer.statusText,
          },
    $request: page === undefined ? {} : describe(page.request),
  })
}

function describe(request: Request): Record<string, unknown> {
  const { body } = request
  return {
    url: request.url,
    uri: request.url,
    method: request.method,
    headers: request.headers,
    qs: Object.fromEntries(request.query.map(({ name, value }) => [name, value])),
    body:
      body.kind === 'json'
        ? body.value
        : body.kind === 'form'
          ? body.fields
          : body.kind === 'raw' && typeof body.content === 'string'
            ? body.content
            : {},
  }
}
