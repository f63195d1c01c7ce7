import { expect, test } from 'vitest'
import type { Item, JsonObject } from '@steward/contract/item'
import type { WebhookAnswer } from '@steward/sdk/node'
import { nodeCall } from '../../test/call-node.ts'
import respond from './index.ts'

/** Runs the node and gives what it answered beside what it passed on. */
async function answer(parameters: JsonObject, items: Item[] = [{ json: { n: 1 } }, { json: { n: 2 } }]) {
  const answers: WebhookAnswer[] = []
  const call = nodeCall(respond, { parameters, items })
  const io = { ...call.io, stream: async () => false, respond: async (one: WebhookAnswer) => answers.push(one) === 1 }
  const outputs = await respond.execute?.({ ...call, io })
  return { answer: answers[0], outputs }
}

test('it answers with the first item where nothing else is said, and passes all items on', async () => {
  const { answer: sent, outputs } = await answer({})

  expect(sent).toMatchObject({ status: 200, body: { n: 1 } })
  expect(outputs).toEqual([[{ json: { n: 1 } }, { json: { n: 2 } }]])
})

test('all items can be put under a key', async () => {
  expect((await answer({ respondWith: 'allIncomingItems', options: { responseKey: 'rows' } })).answer?.body).toEqual({
    rows: [{ n: 1 }, { n: 2 }],
  })
})

test('JSON, text, nothing and a redirect are answered with their own status and type', async () => {
  expect((await answer({ respondWith: 'json', responseBody: '{"a":1}', options: { responseCode: 201 } })).answer).toEqual({
    status: 201,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: { a: 1 },
  })
  expect((await answer({ respondWith: 'text', responseBody: 'Hello' })).answer?.body).toBe('Hello')
  expect((await answer({ respondWith: 'noData' })).answer?.body).toBeUndefined()
  expect((await answer({ respondWith: 'redirect', redirectURL: 'https://example.com/' })).answer).toMatchObject({
    status: 307,
    headers: { location: 'https://example.com/' },
  })
})

test('a body that is not JSON and a status that is none are refused in words', async () => {
  await expect(answer({ respondWith: 'json', responseBody: '{a' })).rejects.toThrow('The body of the answer is not JSON.')
  await expect(answer({ options: { responseCode: 42 } })).rejects.toThrow('The status of an answer is a number from 200 to 599')
})

test('a file is answered as it is, and a missing one is named', async () => {
  const file = { mimeType: 'text/plain', data: 'aGk=' }

  expect((await answer({ respondWith: 'binary' }, [{ json: {}, binary: { note: file } }])).answer?.binary).toEqual(file)
  await expect(answer({ respondWith: 'binary', responseDataSource: 'set', inputFieldName: 'photo' })).rejects.toThrow(
    'no file named "photo"',
  )
})

test('the second output carries what was answered, where it is asked for', async () => {
  const { outputs } = await answer({ options: { enableResponseOutput: true } })

  expect(outputs).toHaveLength(2)
  expect((outputs as Item[][])[1]?.[0]?.json).toMatchObject({ response: { statusCode: 200, body: { n: 1 } } })
})

test('a caller who takes parts is given one, unless the node shall answer as a whole', async () => {
  const run = async (options: JsonObject) => {
    const sent: unknown[] = []
    const call = nodeCall(respond, { parameters: { respondWith: 'text', responseBody: 'Hi', options } })
    const stream = async (part: unknown) => sent.push(part) > 0
    const answerOnce = async ({ body }: WebhookAnswer) => sent.push(body) > 0
    await respond.execute?.({ ...call, io: { ...call.io, stream, respond: answerOnce } })
    return sent
  }

  expect(await run({})).toEqual([{ type: 'begin' }, { type: 'item', content: 'Hi' }, { type: 'end' }])
  expect(await run({ enableStreaming: false })).toEqual(['Hi'])
})
