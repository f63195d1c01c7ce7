import type { JsonObject } from '@steward/sdk/node'

/** The options as the converter to HTML takes them: those that are set, and off means off. */
export function htmlOptions(options: JsonObject): Record<string, unknown> {
  const { headerLevelStart, ...others } = options
  return {
    ghCodeBlocks: true,
    encodeEmails: true,
    ...others,
    ...(headerLevelStart === undefined ? {} : { headerLevelStart: Number(headerLevelStart) }),
  }
}

const lists = ['ignore', 'blockElements']
const patterns = ['globalEscape', 'lineStartEscape']

/** The options as the converter to Markdown takes them: lists of names, and pairs of pattern and replacement. */
export function markdownOptions(options: JsonObject): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(options).flatMap(([name, value]): [string, unknown][] => {
      if (lists.includes(name)) return [[name, typeof value === 'string' ? names(value) : []]]
      if (patterns.includes(name)) return pairOf(inner(value, 'value')).map((pair) => [name, pair])
      if (name === 'textReplace') {
        const values = inner(value, 'values')
        return [[name, (Array.isArray(values) ? values : []).flatMap(pairOf)]]
      }
      return [[name, value]]
    }),
  )
}

const names = (list: string) =>
  list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')

const inner = (value: unknown, name: string): unknown => (value as Record<string, unknown> | null)?.[name]

function pairOf(value: unknown): [RegExp, string][] {
  const { pattern, replacement } = (value ?? {}) as { pattern?: unknown; replacement?: unknown }
  if (typeof pattern !== 'string' || pattern === '') return []
  const [, source = pattern, flags = 'gm'] = /^\/(.*)\/([a-z]*)$/s.exec(pattern) ?? []
  return [[new RegExp(source, flags.includes('g') ? flags : `${flags}g`), typeof replacement === 'string' ? replacement : '']]
}
