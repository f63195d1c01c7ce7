import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Receipt } from '@steward/contract/api/effect'
import { expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { running, until } from '#test/running'

/** A service that repeats everything that it was asked with. */
async function echoingPeer() {
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ heard: JSON.stringify([request.url, request.rawHeaders, body]), words: body.slice(0, 200) }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

test('no secret of a connection or a variable is in a receipt or an export, though the service repeats them', async () => {
  await using peer = await echoingPeer()
  await using server = await running()
  const made = await server.api('POST', '/connections', {
    name: 'Shop',
    type: 'httpHeaderAuth',
    values: { name: 'X-Shop', value: 'swordfish-of-the-connection' },
  })
  const id = (made.body as { id: string }).id
  await server.api('POST', '/variables', { scope: 'global', name: 'PIN', value: 'swordfish-of-the-variable', secret: true })
  const workflow = await server.given(
    givenWorkflow([
      { name: 'Start', type: 'manual_trigger', to: { Write: [0, 0] } },
      {
        name: 'Write',
        type: 'http_request',
        version: 4.2,
        parameters: {
          method: 'POST',
          url: `=${peer.url}/orders?note={{ $vars.PIN }}`,
          authentication: 'genericCredentialType',
          genericAuthType: 'httpHeaderAuth',
          sendBody: true,
          specifyBody: 'json',
          jsonBody: `={{ JSON.stringify({ order: 7, said: $vars.PIN, long: 'x'.repeat(1000000) }) }}`,
          options: {},
        },
        connections: { httpHeaderAuth: { id, name: 'Shop' } },
      },
    ]),
    { active: false },
  )
  const execution = await server.begin(workflow)
  expect((await server.rested(execution)).summary.status).toBe('completed')

  const look = async () => (await server.api('GET', `/effects?executionId=${execution}`)).body as unknown as { items: Receipt[] }
  const [receipt] = (await until(look, ({ items }) => items.length > 0)).items
  const files = await Promise.all(
    ['ndjson', 'csv'].map(async (format) => (await server.raw(`/effects/export?format=${format}`, {})).text()),
  )

  expect(receipt).toMatchObject({ class: 'write', outcome: 'completed', connector: 'http_request' })
  expect(JSON.stringify(receipt?.request)).toContain('/orders?note=')
  expect(JSON.stringify(receipt?.request).length).toBeLessThanOrEqual(4_096)
  expect(JSON.stringify(receipt?.response?.excerpt)).toContain('heard')
  for (const text of [JSON.stringify(receipt), ...files]) {
    expect(text).toContain(receipt?.id)
    expect(text).toContain('[secret]')
    expect(text).not.toContain('swordfish')
  }
})
