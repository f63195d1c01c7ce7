import { defineNode, mapItems, NodeError, type NodeCall } from '@steward/sdk/node'
import { Type } from 'typebox'

async function fetchFeed(call: NodeCall, index: number) {
  const url = call.param<string>('url', index, '')
  if (URL.parse(url) === null)
    throw new NodeError(`"${url}" is not the address of a feed.`, { itemIndex: index, parameter: 'url', retryable: false })
  const answer = await call.io.http({
    method: 'GET',
    url,
    headers: { accept: 'application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.8' },
    allowUnauthorizedCerts: call.param<boolean>('options.ignoreSSL', index, false),
    timeoutMs: 60_000,
    maxBytes: 20 * 1_048_576,
  })
  if (answer.status >= 400) {
    throw new NodeError(`The feed cannot be read: ${answer.status} ${answer.statusText}`, {
      details: { status: answer.status },
      retryable: answer.status >= 500 || answer.status === 429,
    })
  }
  const fields = call.param<string>('options.customFields', index, '').split(',')
  const entries = await parse(
    Buffer.from(answer.body).toString('utf8'),
    fields.map((field) => field.trim()).filter((field) => field !== ''),
  )
  if (entries === undefined)
    throw new NodeError(`${new URL(url).host} answered with something that is no RSS or Atom feed.`, { retryable: false })
  return entries
}

async function parse(xml: string, fields: string[]) {
  // Loaded when it is needed: a start should not wait for it.
  const { readFeed } = await import('./read-feed.ts')
  try {
    return readFeed(xml, fields)
  } catch {
    // The parser's own words speak of XML; that it is no feed is what matters.
    return undefined
  }
}

export default defineNode({
  type: 'rss_feed',
  title: 'RSS feed',
  description: 'Reads the entries of an RSS or Atom feed.',
  category: 'service',
  icon: 'rss',
  n8n: [{ type: 'n8n-nodes-base.rssFeedRead', versions: [1, 1.1, 1.2] }],
  parameters: Type.Object({
    url: Type.Optional(Type.String({ title: 'Address of the feed', placeholder: 'https://example.com/feed.xml', needed: true })),
    options: Type.Optional(
      Type.Object(
        {
          customFields: Type.Optional(
            Type.String({ title: 'More fields', description: 'Names separated by commas, such as media:title.' }),
          ),
          ignoreSSL: Type.Optional(Type.Boolean({ title: 'Ignore SSL issues', default: false })),
        },
        { title: 'Options' },
      ),
    ),
  }),
  effect: 'read',
  target: ({ parameters }) => URL.parse(typeof parameters['url'] === 'string' ? parameters['url'] : '')?.host ?? null,
  execute: async (call) => [await mapItems(call, async (_, index) => (await fetchFeed(call, index)).map((json) => ({ json })))],
})
