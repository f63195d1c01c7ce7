import type { Item, NodeCall } from '@steward/sdk/node'
import { flag, number, text } from '../parameter.ts'
import { readBody } from './read-body.ts'
import { headersOf, readFields, readJsonFields } from './read-list.ts'
import type { AnswerFormat, Authentication, Request } from './request.ts'

/** Parameters of versions 3 and 4. */
export async function readCurrent(call: NodeCall, item: Item, index: number): Promise<Request> {
  const response = 'options.response.response'
  const redirect = 'options.redirect.redirect'
  const proxy = text(call, 'options.proxy', index)
  const timeoutMs = number(call, 'options.timeout', index, 0)
  return {
    method: text(call, 'method', index, 'GET') || 'GET',
    url: text(call, 'url', index),
    query: flag(call, 'sendQuery', index) ? listOf(call, 'Query', index) : [],
    queryArrays: arraysOf(text(call, 'options.queryParameterArrays', index, 'brackets')),
    headers: flag(call, 'sendHeaders', index)
      ? headersOf(listOf(call, 'Headers', index), flag(call, 'options.lowercaseHeaders', index, true))
      : {},
    body: await readBody(call, item, index),
    authentication: authenticationOf(call, index),
    clientCertificate: flag(call, 'provideSslCertificates', index),
    answer: {
      format: text(call, `${response}.responseFormat`, index, 'autodetect') as AnswerFormat,
      outputName: text(call, `${response}.outputPropertyName`, index, 'data') || 'data',
      full: flag(call, `${response}.fullResponse`, index),
      neverError: flag(call, `${response}.neverError`, index),
      split: true,
    },
    timeoutMs: timeoutMs > 0 ? timeoutMs : undefined,
    redirects: {
      follow: flag(call, `${redirect}.followRedirects`, index, true),
      max: number(call, `${redirect}.maxRedirects`, index, 21),
    },
    proxy: proxy === '' ? undefined : proxy,
    allowUnauthorizedCerts: flag(call, 'options.allowUnauthorizedCerts', index),
  }
}

function listOf(call: NodeCall, what: 'Query' | 'Headers', index: number) {
  const [list, json] = what === 'Query' ? ['queryParameters', 'jsonQuery'] : ['headerParameters', 'jsonHeaders']
  return text(call, `specify${what}`, index, 'keypair') === 'json'
    ? readJsonFields(call, json, index)
    : readFields(call, `${list}.parameters`, index)
}

export function authenticationOf(call: NodeCall, index: number): Authentication {
  switch (text(call, 'authentication', index, 'none')) {
    case 'genericCredentialType':
      return { kind: 'generic', type: text(call, 'genericAuthType', index) }
    case 'predefinedCredentialType':
      return { kind: 'predefined', type: text(call, 'nodeCredentialType', index) }
    default:
      return { kind: 'none' }
  }
}

export function arraysOf(format: string): Request['queryArrays'] {
  return format === 'indices' || format === 'repeat' ? format : 'brackets'
}
