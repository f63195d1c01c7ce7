import type { WorkflowDocument, WorkflowNode } from '@steward/contract/workflow'

/** Puts a changed node into the document. Where its name changed, expressions and pins that named it follow. */
export function withNode(document: WorkflowDocument, changed: WorkflowNode): WorkflowDocument {
  const before = document.nodes.find((node) => node.id === changed.id)
  const nodes = document.nodes.map((node) => (node.id === changed.id ? changed : node))
  if (before === undefined || before.name === changed.name) return { ...document, nodes }
  const follow = (text: string) => renameIn(text, before.name, changed.name)
  const pins =
    document.pins === undefined
      ? {}
      : {
          pins: Object.fromEntries(
            Object.entries(document.pins).map(([name, items]) => [name === before.name ? changed.name : name, items]),
          ),
        }
  return {
    ...document,
    ...pins,
    nodes: nodes.map((node) => ({ ...node, parameters: mapTexts(node.parameters, follow) as WorkflowNode['parameters'] })),
  }
}

const quotes = ["'", '"', '`'] as const
const escapeFor = (name: string, quote: string) => name.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`)

/** `$('Old')`, `$node["Old"]`, `$items('Old')` and `$node.Old` in expressions and code. */
function renameIn(text: string, from: string, to: string): string {
  if (!text.includes('$')) return text
  let result = text
  for (const quote of quotes) {
    const [old, next] = [`${quote}${escapeFor(from, quote)}${quote}`, `${quote}${escapeFor(to, quote)}${quote}`]
    for (const [open, close] of [
      ['$(', ')'],
      ['$node[', ']'],
      ['$items(', ''],
    ] as const)
      result = result.replaceAll(`${open}${old}${close}`, () => `${open}${next}${close}`)
  }
  if (!/^[A-Za-z_]\w*$/.test(from)) return result
  const pattern = new RegExp(`\\$node\\.${from}\\b`, 'g')
  return result.replaceAll(pattern, () => (/^[A-Za-z_]\w*$/.test(to) ? `$node.${to}` : `$node["${escapeFor(to, '"')}"]`))
}

function mapTexts(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') return map(value)
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, map))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, mapTexts(one, map)]))
}
