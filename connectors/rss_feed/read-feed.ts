import type { JsonObject, JsonValue } from '@steward/sdk/node'
import { XMLParser } from 'fast-xml-parser'

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#text',
  parseTagValue: false,
  parseAttributeValue: false,
  htmlEntities: true,
  // These may come once or often; always a list is easier to read.
  isArray: (name) => ['item', 'entry', 'link', 'category', 'author'].includes(name),
})

/** The entries of an RSS 0.9–2.0, RDF or Atom feed, in the words of n8n's node. Undefined when the text is no feed. */
export function readFeed(xml: string, customFields: readonly string[] = []): JsonObject[] | undefined {
  const root = parser.parse(xml, true) as Record<string, unknown>
  const atom = asObject(root['feed'])
  if (atom !== undefined) return listOf(atom['entry']).map((entry) => compact(readAtomEntry(entry, customFields)))
  const rdf = asObject(root['rdf:RDF'])
  const channel = asObject(asObject(root['rss'])?.['channel'])
  if (rdf === undefined && channel === undefined) return undefined
  return listOf(rdf?.['item'] ?? channel?.['item']).map((item) => compact(readRssItem(item, customFields)))
}

function readRssItem(item: Record<string, unknown>, customFields: readonly string[]) {
  const content = textOf(item['content:encoded']) ?? textOf(item['description'])
  const date = textOf(item['pubDate']) ?? textOf(item['dc:date'])
  const guid = textOf(item['guid'])
  return {
    creator: textOf(item['dc:creator']) ?? textOf(first(item['author'])),
    title: textOf(item['title']),
    link: textOf(first(item['link'])) ?? (isAddress(guid) ? guid : undefined),
    pubDate: date,
    'content:encoded': textOf(item['content:encoded']),
    'dc:creator': textOf(item['dc:creator']),
    content: textOf(item['description']) ?? content,
    contentSnippet: snippetOf(textOf(item['description']) ?? content),
    comments: textOf(item['comments']),
    guid,
    categories: categoriesOf(item['category'], '#text'),
    enclosure: attributesOf(item['enclosure']),
    isoDate: isoOf(date),
    ...custom(item, customFields),
  }
}

function readAtomEntry(entry: Record<string, unknown>, customFields: readonly string[]) {
  const links = listOf(entry['link'])
  const link = links.find((one) => (one['@rel'] ?? 'alternate') === 'alternate') ?? links[0]
  const content = textOf(entry['content'])
  const summary = textOf(entry['summary'])
  const date = textOf(entry['published']) ?? textOf(entry['updated'])
  return {
    title: textOf(entry['title']),
    link: typeof link?.['@href'] === 'string' ? link['@href'] : undefined,
    pubDate: date,
    author: textOf(asObject(first(entry['author']))?.['name']),
    content: content ?? summary,
    contentSnippet: snippetOf(content ?? summary),
    summary,
    id: textOf(entry['id']),
    categories: categoriesOf(entry['category'], '@term'),
    isoDate: isoOf(date),
    ...custom(entry, customFields),
  }
}

function custom(entry: Record<string, unknown>, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    names.filter((name) => Object.hasOwn(entry, name)).map((name) => [name, textOf(entry[name]) ?? (entry[name] as JsonValue)]),
  )
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined
}

function listOf(value: unknown): Record<string, unknown>[] {
  return (Array.isArray(value) ? (value as unknown[]) : [value]).map(asObject).filter((one) => one !== undefined)
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? (value as unknown[])[0] : value
}

/** The text of an element, with or without attributes. */
function textOf(value: unknown): string | undefined {
  const one = first(value)
  const text = typeof one === 'string' ? one : asObject(one)?.['#text']
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined
}

function attributesOf(value: unknown): JsonObject | undefined {
  const element = asObject(first(value))
  if (element === undefined) return undefined
  return Object.fromEntries(
    Object.entries(element).flatMap(([name, one]) =>
      name.startsWith('@') && typeof one === 'string' ? [[name.slice(1), one]] : [],
    ),
  )
}

function categoriesOf(value: unknown, name: '#text' | '@term'): string[] | undefined {
  const all = (Array.isArray(value) ? (value as unknown[]) : []).map((one) =>
    typeof one === 'string' ? one : asObject(one)?.[name],
  )
  const texts = all.filter((one): one is string => typeof one === 'string' && one !== '')
  return texts.length === 0 ? undefined : texts
}

/** What a person would read of a piece of HTML. */
function snippetOf(html: string | undefined): string | undefined {
  return html
    ?.replace(/<[^>]*>/g, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/[ \t]+/g, ' ')
    .trim()
}

function isoOf(date: string | undefined): string | undefined {
  const time = date === undefined ? Number.NaN : Date.parse(date)
  return Number.isNaN(time) ? undefined : new Date(time).toISOString()
}

function isAddress(text: string | undefined): boolean {
  return text !== undefined && /^https?:\/\//.test(text)
}

function compact(entry: Record<string, JsonValue | undefined>): JsonObject {
  return Object.fromEntries(Object.entries(entry).filter((pair): pair is [string, JsonValue] => pair[1] !== undefined))
}
