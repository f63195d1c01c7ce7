import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { running, type RunningInstallation } from '#test/running'

let server: RunningInstallation
beforeAll(async () => {
  server = await running()
  const parameters = { httpMethod: 'POST', path: 'in', responseMode: 'lastNode' }
  await server.given(givenWorkflow([{ name: 'Hook', type: 'webhook', version: 2, parameters }]))
})
afterAll(async () => server[Symbol.asyncDispose]())

async function send(body: BodyInit, headers: Record<string, string>) {
  const answer = await fetch(`${server.url}/webhook/in`, { method: 'POST', body, headers })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}
const got = async (body: BodyInit, headers: Record<string, string>) => (await send(body, headers)).body['body']
const json = { 'content-type': 'application/json' }

test('a packed body is unpacked, in every usual way', async () => {
  const text = Buffer.from('{"n":1}')
  const packed: Record<string, Buffer> = {
    gzip: gzipSync(text),
    'x-gzip': gzipSync(text),
    deflate: deflateSync(text),
    br: brotliCompressSync(text),
    zstd: zstdCompressSync(text),
    identity: text,
    'gzip, br': brotliCompressSync(gzipSync(text)),
  }

  for (const [encoding, body] of Object.entries(packed))
    expect(await got(new Uint8Array(body), { ...json, 'content-encoding': encoding }), encoding).toEqual({ n: 1 })
})

test('a body that would be too large unpacked, is not packed as it says, or in a way that is not known, is refused', async () => {
  const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024))
  const code = async (body: Buffer, encoding: string) => {
    const answer = await send(new Uint8Array(body), { ...json, 'content-encoding': encoding })
    return [answer.status, answer.body['code']]
  }

  expect(await code(bomb, 'gzip')).toEqual([413, 'http.body_too_large'])
  expect(await code(Buffer.from('{}'), 'gzip')).toEqual([400, 'execution.body_not_unpacked'])
  expect(await code(Buffer.from('{}'), 'lzma')).toEqual([415, 'execution.body_encoding'])
  expect(await code(Buffer.from('{}'), 'gzip, gzip, gzip')).toEqual([415, 'execution.body_encoding'])
})

test('text is read in the charset it is written in', async () => {
  const latin = new Uint8Array(Buffer.from('{"city":"Zürich"}', 'latin1'))
  const wide = new Uint8Array(Buffer.from('Zürich', 'utf16le'))

  expect(await got(latin, { 'content-type': 'application/json; charset=ISO-8859-1' })).toEqual({ city: 'Zürich' })
  expect(await got(wide, { 'content-type': 'text/plain; charset="utf-16le"' })).toBe('Zürich')
  expect(await got('\uFEFF{"n":1}', json)).toEqual({ n: 1 })
  expect(await got('{"n":1}', { 'content-type': 'application/vnd.api+json' })).toEqual({ n: 1 })
  expect((await send('x', { 'content-type': 'text/plain; charset=klingon' })).status).toBe(415)
})

test('a form that is broken is refused, one without parts is empty', async () => {
  const type = { 'content-type': 'multipart/form-data; boundary=b' }
  const code = async (body: string, headers: Record<string, string>) => {
    const answer = await send(body, headers)
    return [answer.status, answer.body['code']]
  }

  expect(await code('--b\r\ncontent-disposition: form-data; name="a"\r\n\r\ncut', type)).toEqual([400, 'execution.body_not_form'])
  expect(await code('x', { 'content-type': 'multipart/form-data' })).toEqual([400, 'execution.body_not_form'])
  expect(await got('--b--\r\n', type)).toEqual({})
  const field = '--b\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n'
  expect(await code(`${field.repeat(1_001)}--b--\r\n`, type)).toEqual([413, 'http.body_too_large'])
})
