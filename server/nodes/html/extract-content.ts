import type { CheerioAPI } from 'cheerio'
import { convert } from 'html-to-text'
import { getPath, refuseName, toText } from '#engine/data'
import { NodeError, type Item, type JsonObject, type JsonValue, type NodeCall } from '@steward/sdk/node'
import { flag, text } from '../parameter.ts'

const maxCharacters = 20_000_000

export type Extraction = {
  readonly key?: unknown
  readonly cssSelector?: unknown
  readonly returnValue?: unknown
  readonly attribute?: unknown
  readonly skipSelectors?: unknown
  readonly returnArray?: unknown
}

/** Elements of a document. */
type Found = ReturnType<CheerioAPI>

export type ExtractRules = {
  /** From version 1.2 of the node on, text is laid out as a reader would see it. */
  readonly laidOut: boolean
  readonly trim: boolean
  readonly cleanUp: boolean
}

/** Reads values out of the HTML of one item; a list of documents gives one item each. */
export async function extractContent(call: NodeCall, item: Item, index: number, rules: ExtractRules): Promise<Item[]> {
  const extractions = call.param<Extraction[]>('extractionValues.values', index, [])
  const documents = await readDocuments(call, item, index)
  // Loaded when it is needed: it takes longer to load than most workflows take to execute.
  const { load } = await import('cheerio')
  return documents.map((html) => {
    if (html.length > maxCharacters) throw fault(`The HTML has ${html.length} characters; the limit is ${maxCharacters}.`, index)
    return { json: extractAll(load(html), extractions, rules, index), pairedItem: { item: index } }
  })
}

async function readDocuments(call: NodeCall, item: Item, index: number): Promise<string[]> {
  const name = text(call, 'dataPropertyName', index, 'data')
  if (text(call, 'sourceData', index, 'json') === 'binary') {
    const file = item.binary?.[name]
    if (file === undefined) throw fault(`No property named "${name}" exists!`, index)
    return [new TextDecoder().decode(await call.io.readBinary(file))]
  }
  const source = getPath(item.json, name)
  if (source === undefined) throw fault(`No property named "${name}" exists!`, index)
  return Array.isArray(source) ? source.map(toText) : [toText(source)]
}

function extractAll($: CheerioAPI, extractions: readonly Extraction[], rules: ExtractRules, index: number): JsonObject {
  const json: JsonObject = {}
  for (const extraction of extractions) {
    const key = toText(extraction.key ?? '')
    refuseName(key)
    const value = extract($, extraction, rules, index)
    if (value !== undefined) json[key] = value
  }
  return json
}

function extract($: CheerioAPI, extraction: Extraction, rules: ExtractRules, index: number): JsonValue | undefined {
  const found = select($, toText(extraction.cssSelector ?? ''), index)
  const read = (element: Found) => clean(readValue(element, extraction, rules), rules)
  if (extraction.returnArray !== true) return read(found)
  return found.toArray().map((element) => read($(element)) ?? null)
}

function select($: CheerioAPI, selector: string, index: number): Found {
  try {
    return $(selector)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw fault(`"${selector}" is not a CSS selector: ${reason}`, index)
  }
}

function readValue(element: Found, extraction: Extraction, rules: ExtractRules): JsonValue | undefined {
  switch (extraction.returnValue ?? 'text') {
    case 'attribute':
      return element.attr(toText(extraction.attribute ?? ''))
    case 'html':
      return element.html() ?? undefined
    case 'value':
      return element.val()
    default:
      if (rules.laidOut) return layOut(element.html() ?? '', toText(extraction.skipSelectors ?? ''))
      return element.length === 0 ? undefined : element.text()
  }
}

function layOut(html: string, skip: string): string {
  const selectors = skip
    .split(',')
    .map((selector) => selector.trim())
    .filter((selector) => selector !== '')
  return convert(html, {
    selectors: selectors.map((selector) => ({ selector, format: 'skip' })),
    limits: { maxInputLength: maxCharacters },
  })
}

function clean(value: JsonValue | undefined, { trim, cleanUp }: ExtractRules): JsonValue | undefined {
  if (typeof value !== 'string') return value
  const trimmed = trim || cleanUp ? value.trim() : value
  return cleanUp ? trimmed.replaceAll(/[\r\n]/g, '').replaceAll(/\s+/g, ' ') : trimmed
}

export function readRules(call: NodeCall, index: number, legacy: boolean): ExtractRules {
  return {
    laidOut: !legacy && call.node.version >= 1.2,
    trim: flag(call, 'options.trimValues', index, legacy),
    cleanUp: flag(call, 'options.cleanUpText', index),
  }
}

const fault = (message: string, itemIndex: number) => new NodeError(message, { itemIndex, retryable: false })
