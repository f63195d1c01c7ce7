import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { recordingPeer } from '#test/recording-peer'
import { running, until } from '#test/running'

type Span = {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly status: { readonly code?: number; readonly message?: string }
  readonly attributes: readonly { readonly key: string; readonly value: Record<string, unknown> }[]
}

/** A collector that takes OTLP over HTTP as JSON. */
async function collector() {
  const spans: Span[] = []
  const server: Server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString()))
    request.on('end', () => {
      const body = JSON.parse(text) as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] }
      spans.push(...body.resourceSpans.flatMap((one) => one.scopeSpans.flatMap((scope) => scope.spans)))
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const attribute = (span: Span | undefined, key: string) =>
  Object.values(span?.attributes.find((one) => one.key === key)?.value ?? {})[0]

const flow = (peerUrl: string) =>
  givenWorkflow([
    {
      name: 'Hook',
      type: 'webhook',
      version: 2,
      webhookId: 'traced',
      parameters: { path: 'traced', httpMethod: 'POST', responseMode: 'lastNode' },
      to: { Call: [0, 0] },
    },
    {
      name: 'Call',
      type: 'http_request',
      version: 4.2,
      parameters: { url: `${peerUrl}/fine`, method: 'GET' },
      to: { Break: [0, 0] },
    },
    { name: 'Break', type: 'stop_and_error', version: 1, parameters: { errorMessage: 'Broken on purpose.' } },
  ])

test('an execution is a trace, its nodes are spans of it, and a call that belongs to a trace makes it a part of that one', async () => {
  await using collected = await collector()
  const traceparents: (string | undefined)[] = []
  const peer = createServer((request, response) => {
    traceparents.push(request.headers['traceparent'] as string | undefined)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"fine":true}')
  })
  await new Promise<void>((resolve) => peer.listen(0, '127.0.0.1', resolve))
  const server = await running(undefined, { otlpEndpoint: collected.url })
  await server.given(flow(`http://127.0.0.1:${(peer.address() as AddressInfo).port}`))
  const call = (headers: Record<string, string>) => fetch(`${server.url}/webhook/traced`, { method: 'POST', headers })
  await call({})
  const traceId = 'abcdefabcdefabcdefabcdefabcdefab'
  await call({ traceparent: `00-${traceId}-00f067aa0ba902b7-01` })
  await call({ traceparent: `00-${'1'.repeat(32)}-00f067aa0ba902b7-00` })
  await call({ traceparent: 'nonsense' })
  const executions = await until(
    () => server.list('&status=failed'),
    (list) => list.length === 4,
  )
  await server.stop()
  peer.close()

  const [alone, joined, , nonsense] = executions.map((one) =>
    collected.spans.filter((span) => attribute(span, 'steward.execution.id') === one.id),
  )
  expect(alone?.map((span) => span.name).toSorted()).toEqual(['Break', 'Call', 'Hook', 'execute Given'])
  const root = alone?.find((span) => span.name === 'execute Given')
  expect(root?.traceId).toBe(executions[0]?.id.replaceAll('-', ''))
  expect(root?.parentSpanId ?? '').toBe('')
  expect(root?.status).toMatchObject({ code: 2, message: 'Broken on purpose.' })
  expect(new Set(alone?.filter((span) => span !== root).map((span) => span.parentSpanId))).toEqual(new Set([root?.spanId]))
  const called = alone?.find((span) => span.name === 'Call')
  expect([attribute(called, 'steward.node.effect'), attribute(called, 'steward.node.type')]).toEqual(['read', 'http_request'])
  expect(traceparents[0]).toBe(`00-${root?.traceId}-${called?.spanId}-01`)

  expect(new Set(joined?.map((span) => span.traceId))).toEqual(new Set([traceId]))
  expect(joined?.find((span) => span.name === 'execute Given')?.parentSpanId).toBe('00f067aa0ba902b7')
  expect(collected.spans.some((span) => span.traceId === '1'.repeat(32))).toBe(false)
  expect(traceparents[2]?.endsWith('-00')).toBe(true)
  expect(nonsense).toHaveLength(4)
})

test('a collector that is gone costs spans and nothing else', async () => {
  await using peer = await recordingPeer({})
  await using server = await running(undefined, { otlpEndpoint: 'http://127.0.0.1:9' })
  await server.given(flow(peer.url))
  const answers = await Promise.all(Array.from({ length: 20 }, () => fetch(`${server.url}/webhook/traced`, { method: 'POST' })))
  expect(answers.every((answer) => answer.status === 500)).toBe(true)
  expect(await server.list('&status=failed')).toHaveLength(20)
})
