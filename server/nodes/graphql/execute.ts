import { toText } from '#engine/data'
import { failedItem, type Item, type JsonObject, type JsonValue, NodeError, type NodeCall } from '@steward/sdk/node'
import { readAccess } from '../http_request/authenticate.ts'
import { withEffectKey } from '../http_request/idempotency.ts'
import { authenticationOf } from '../http_request/read-current.ts'
import { checkStatus, readAnswer } from '../http_request/read-answer.ts'
import { headersOf, readFields, readJson } from '../http_request/read-list.ts'
import { oldAuthentication } from '../http_request/read-old.ts'
import type { Authentication, Access, Request } from '../http_request/request.ts'
import { send } from '../http_request/send.ts'
import { flag, text } from '../parameter.ts'

/** Sends the query of each item, one after the other. */
export async function execute(call: NodeCall): Promise<Item[]> {
  const access = await readAccess(call, { authentication: authentication(call), clientCertificate: false })
  const results: Item[] = []
  for (const [index] of call.items.entries()) {
    try {
      results.push({ json: await ask(call, index, access), pairedItem: { item: index } })
    } catch (error) {
      if (call.node.onError === 'stopWorkflow') throw error
      results.push(failedItem(error, index))
    }
  }
  return results
}

function authentication(call: NodeCall): Authentication {
  const name = text(call, 'authentication', 0, 'none')
  return name.endsWith('CredentialType') ? authenticationOf(call, 0) : oldAuthentication(name)
}

async function ask(call: NodeCall, index: number, access: Access): Promise<JsonObject> {
  const asText = text(call, 'responseFormat', index, 'json') === 'string'
  const request = withEffectKey(call, requestOf(call, index, asText), { item: index, page: 0 })
  const answer = await send(call, request, access)
  checkStatus(answer, access, call.nowMs)
  const { body } = await readAnswer(call, answer, asText ? 'text' : 'json')
  if (asText) return { [text(call, 'dataPropertyName', index, 'data') || 'data']: body }
  const json = typeof body === 'object' && body !== null && !Array.isArray(body) ? body : { data: body }
  const { errors } = json
  // GraphQL says "200 OK" and lists what went wrong in the answer.
  if (Array.isArray(errors) && errors.length > 0) {
    const messages = errors.map((error) =>
      typeof error === 'object' && error !== null && !Array.isArray(error)
        ? toText(error['message'] ?? 'Unknown error')
        : toText(error),
    )
    throw new NodeError(messages.join(', '), { itemIndex: index, details: { errors } })
  }
  return json
}

function requestOf(call: NodeCall, index: number, asText: boolean): Request {
  const method = text(call, 'requestMethod', index, 'POST') === 'GET' ? 'GET' : 'POST'
  const query = text(call, 'query', index)
  const plain = text(call, 'requestFormat', index, call.node.version === 1 ? 'graphql' : 'json') === 'graphql'
  return {
    method,
    url: text(call, 'endpoint', index),
    query: method === 'GET' ? [{ name: 'query', value: query }] : [],
    queryArrays: 'brackets',
    headers: headersOf(readFields(call, 'headerParametersUi.parameter', index), true),
    body:
      method === 'GET'
        ? { kind: 'none' }
        : plain
          ? { kind: 'raw', content: query, mimeType: 'application/graphql' }
          : { kind: 'json', value: { query, variables: variablesOf(call, index), operationName: operationName(call, index) } },
    authentication: { kind: 'none' },
    clientCertificate: false,
    answer: { format: asText ? 'text' : 'json', outputName: 'data', full: false, neverError: false, split: false },
    timeoutMs: undefined,
    redirects: { follow: true, max: 21 },
    proxy: undefined,
    allowUnauthorizedCerts: flag(call, 'allowUnauthorizedCerts', index),
  }
}

function variablesOf(call: NodeCall, index: number): JsonValue {
  const variables = readJson(call, 'variables', index) ?? {}
  if (typeof variables === 'object' && variables !== null && !Array.isArray(variables)) return variables
  throw new NodeError('The variables must be a JSON object.', { itemIndex: index, retryable: false })
}

function operationName(call: NodeCall, index: number): string | null {
  const name = text(call, 'operationName', index)
  return name === '' ? null : name
}
