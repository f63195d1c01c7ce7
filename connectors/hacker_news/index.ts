import { shown } from '@steward/sdk/form'
import {
  defineNode,
  type JsonObject,
  type JsonValue,
  type ListCall,
  type ListPage,
  mapItems,
  type NodeCall,
  NodeError,
} from '@steward/sdk/node'
import { Type } from 'typebox'

const host = 'hn.algolia.com'
const largestPage = 1000

type Query = Readonly<Record<string, string | number>>

const get = (call: NodeCall, path: string, query: Query = {}): Promise<JsonObject> =>
  read((request) => call.io.http(request), path, query)

async function read(http: ListCall['http'], path: string, query: Query): Promise<JsonObject> {
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString()
  const answer = await http({
    method: 'GET',
    url: `https://${host}/api/v1/${path}${search === '' ? '' : `?${search}`}`,
    headers: { accept: 'application/json' },
    timeoutMs: 60_000,
  })
  if (answer.status === 404)
    throw new NodeError(`Hacker News knows no ${path.replace('/', ' ')}.`, { retryable: false, details: { status: 404 } })
  if (answer.status >= 400)
    throw new NodeError(`Hacker News refused the request: ${answer.status} ${answer.statusText}`, {
      details: { status: answer.status },
    })
  try {
    return JSON.parse(Buffer.from(answer.body).toString('utf8')) as JsonObject
  } catch {
    throw new NodeError('Hacker News answered with something that is not JSON.')
  }
}

/** An id becomes a segment of a path, and nothing more than one. */
function segment(value: unknown, what: string): string {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : ''
  if (text === '' || !/^[\w-]+$/.test(text)) throw new NodeError(`"${text}" is not the ${what}.`, { retryable: false })
  return text
}

async function search(call: NodeCall, index: number): Promise<JsonValue[]> {
  const all = call.param<boolean>('returnAll', index, false)
  const limit = all ? Infinity : Math.max(1, call.param<number>('limit', index, 100))
  const fields = call.param<JsonObject>('additionalFields', index, {})
  const tags = fields['tags']
  const query = {
    ...(typeof fields['keyword'] === 'string' && fields['keyword'] !== '' ? { query: fields['keyword'] } : {}),
    ...(Array.isArray(tags) && tags.length > 0 ? { tags: (tags as string[]).join(',') } : {}),
  }
  const hits: JsonValue[] = []
  for (let page = 0; hits.length < limit; page++) {
    const answer = await get(call, 'search', { ...query, hitsPerPage: Math.min(limit, largestPage), page })
    const found = Array.isArray(answer['hits']) ? answer['hits'] : []
    hits.push(...found)
    if (found.length === 0 || page + 1 >= Number(answer['nbPages'] ?? 0)) break
  }
  return Number.isFinite(limit) ? hits.slice(0, limit) : hits
}

const entriesPerPage = 30

/** Articles by words of their title, the newest front page first where nothing is searched for. */
async function listArticles({ http, search, cursor }: ListCall): Promise<ListPage> {
  const page = Math.max(0, Math.trunc(Number(cursor ?? 0)) || 0)
  const about = search === '' ? { tags: 'front_page' } : { tags: 'story', query: search }
  const answer = await read(http, 'search', { ...about, hitsPerPage: entriesPerPage, page })
  const hits = (Array.isArray(answer['hits']) ? answer['hits'] : []) as JsonObject[]
  const items = hits.flatMap(({ objectID, title, author, url }) =>
    typeof objectID === 'string' && typeof title === 'string'
      ? [
          {
            value: objectID,
            label: title,
            ...(typeof author === 'string' ? { hint: author } : {}),
            ...(typeof url === 'string' ? { url } : {}),
          },
        ]
      : [],
  )
  return { items, ...(page + 1 < Number(answer['nbPages'] ?? 0) ? { next: String(page + 1) } : {}) }
}

async function run(call: NodeCall, index: number): Promise<JsonValue[]> {
  switch (call.param<string>('resource', index, 'article')) {
    case 'all':
      return search(call, index)
    case 'user':
      return [await get(call, `users/${segment(call.param('username', index), 'name of a user')}`)]
    case 'article': {
      const article = await get(call, `items/${segment(call.param('articleId', index), 'id of an article')}`)
      if (call.param<boolean>('additionalFields.includeComments', index, false)) return [article]
      const { children: _, ...rest } = article
      return [rest]
    }
    default:
      throw new NodeError('Hacker News has articles, users and a search.', { retryable: false })
  }
}

export default defineNode({
  type: 'hacker_news',
  title: 'Hacker News',
  description: 'Searches Hacker News and reads its articles and users.',
  category: 'service',
  icon: 'brand:ycombinator',
  n8n: [{ type: 'n8n-nodes-base.hackerNews', versions: [1] }],
  parameters: Type.Object({
    resource: Type.Optional(
      Type.Union(
        [
          Type.Literal('all', { title: 'Search' }),
          Type.Literal('article', { title: 'Article' }),
          Type.Literal('user', { title: 'User' }),
        ],
        { title: 'What', default: 'article' },
      ),
    ),
    ...shown(
      { resource: ['article'] },
      {
        articleId: Type.Optional(
          Type.Union([Type.String(), Type.Number()], { title: 'Id of the article', loads: 'articles', needed: true }),
        ),
      },
    ),
    ...shown({ resource: ['user'] }, { username: Type.Optional(Type.String({ title: 'Name of the user', needed: true })) }),
    ...shown({ resource: ['all'] }, { returnAll: Type.Optional(Type.Boolean({ title: 'Return all', default: false })) }),
    ...shown(
      { resource: ['all'], returnAll: [false] },
      { limit: Type.Optional(Type.Number({ title: 'Limit', default: 100, minimum: 1 })) },
    ),
    additionalFields: Type.Optional(
      Type.Object(
        {
          ...shown({ '/resource': ['all'] }, { keyword: Type.Optional(Type.String({ title: 'Keyword' })) }),
          ...shown(
            { '/resource': ['all'] },
            {
              tags: Type.Optional(
                Type.Array(Type.String(), {
                  title: 'Tags',
                  description: 'story, comment, poll, show_hn, ask_hn, front_page, author_…',
                }),
              ),
            },
          ),
          ...shown(
            { '/resource': ['article'] },
            { includeComments: Type.Optional(Type.Boolean({ title: 'Include comments', default: false })) },
          ),
        },
        { title: 'More' },
      ),
    ),
  }),
  lists: { articles: listArticles },
  effect: 'read',
  target: () => host,
  execute: async (call) => [
    await mapItems(call, async (_, index) =>
      (await run(call, index))
        .filter((one): one is JsonObject => typeof one === 'object' && one !== null && !Array.isArray(one))
        .map((json) => ({ json })),
    ),
  ],
})
