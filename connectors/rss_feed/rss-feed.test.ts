import type { HttpAnswer, JsonObject, NodeIo } from '@steward/sdk/node'
import { expect, test } from 'vitest'
import { callNode, jsonOf } from '../../server/test/call-node.ts'
import node from './index.ts'

const rss = `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>News</title>
<item><title>First &amp; best</title><link>https://example.com/1</link><pubDate>Tue, 03 Jun 2025 09:39:21 GMT</pubDate><dc:creator>Ann</dc:creator>
<description><![CDATA[<p>Hello <b>you</b></p>]]></description><guid isPermaLink="false">g1</guid><category>a</category><category>b</category>
<enclosure url="https://example.com/a.mp3" type="audio/mpeg" length="3"/><media:title>Extra</media:title></item>
<item><title>Second</title><guid>https://example.com/2</guid></item></channel></rss>`

const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>Blog</title><entry><title type="html">One</title><link rel="self" href="https://example.com/self"/>
<link href="https://example.com/one"/><id>urn:1</id><updated>2025-01-02T03:04:05Z</updated><author><name>Bob</name></author><category term="x"/><summary>Short</summary></entry></feed>`

async function run(body: string, { parameters = {}, status = 200 }: { parameters?: JsonObject; status?: number } = {}) {
  const http: NodeIo['http'] = async (call): Promise<HttpAnswer> => ({
    status,
    statusText: status === 200 ? 'OK' : 'Not Found',
    headers: {},
    body: Buffer.from(body),
    url: call.url,
  })
  return callNode(node, { parameters: { url: 'https://example.com/feed', ...parameters }, io: { http } })
}

test('RSS entries become items', async () => {
  const [first, second] = jsonOf(await run(rss, { parameters: { options: { customFields: 'media:title, missing' } } }))

  expect(first).toEqual({
    creator: 'Ann',
    title: 'First & best',
    link: 'https://example.com/1',
    pubDate: 'Tue, 03 Jun 2025 09:39:21 GMT',
    'dc:creator': 'Ann',
    content: '<p>Hello <b>you</b></p>',
    contentSnippet: 'Hello you',
    guid: 'g1',
    categories: ['a', 'b'],
    enclosure: { url: 'https://example.com/a.mp3', type: 'audio/mpeg', length: '3' },
    isoDate: '2025-06-03T09:39:21.000Z',
    'media:title': 'Extra',
  })
  expect(second).toEqual({ title: 'Second', link: 'https://example.com/2', guid: 'https://example.com/2' })
})

test('Atom entries become items', async () => {
  expect(jsonOf(await run(atom))).toEqual([
    {
      title: 'One',
      link: 'https://example.com/one',
      pubDate: '2025-01-02T03:04:05Z',
      author: 'Bob',
      content: 'Short',
      contentSnippet: 'Short',
      summary: 'Short',
      id: 'urn:1',
      categories: ['x'],
      isoDate: '2025-01-02T03:04:05.000Z',
    },
  ])
})

test.for(['<html><body>no feed</body></html>', 'not xml', '<rss><channel>', '', '{"a":1}', '<rss/>'])(
  '%j is no feed',
  async (body) => {
    await expect(run(body)).rejects.toThrow('example.com answered with something that is no RSS or Atom feed.')
  },
)

test('a feed without entries is no failure', async () => {
  expect(jsonOf(await run('<rss><channel><title>Empty</title></channel></rss>'))).toEqual([])
})

test('entities that would multiply without end are not expanded', async () => {
  const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]><rss><channel><item><title>&d;</title></item></channel></rss>`
  const outcome = await run(bomb).then(
    (outputs) => JSON.stringify(outputs).length,
    () => 0,
  )

  expect(outcome).toBeLessThan(5000)
})

test('a refusal names the status, a wrong address itself', async () => {
  await expect(run('', { status: 404 })).rejects.toThrow('The feed cannot be read: 404 Not Found')
  await expect(run('', { parameters: { url: 'nonsense' } })).rejects.toThrow('"nonsense" is not the address of a feed.')
})
