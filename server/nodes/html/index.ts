import { defineNode, mapItems, NodeError, type Item, type NodeCall } from '@steward/sdk/node'
import { toText } from '#engine/data'
import { text } from '../parameter.ts'
import { makeTable } from './make-table.ts'
import { extractParameters, htmlParameters } from './schema.ts'

const html = defineNode({
  type: 'html',
  title: 'HTML',
  description: 'Makes HTML from a template or items, and reads values out of it.',
  category: 'transform',
  icon: 'file-code-2',
  n8n: [{ type: 'n8n-nodes-base.html', versions: [1, 1.1, 1.2] }],
  parameters: htmlParameters,
  effect: 'pure',
  execute: async (call) => {
    const operation = text(call, 'operation', 0, 'generateHtmlTemplate')
    switch (operation) {
      case 'generateHtmlTemplate':
        return [await mapItems(call, (_item, index) => ({ json: { html: fillTemplate(call, index) } }))]
      case 'extractHtmlContent':
        return [await extract(call, false)]
      case 'convertToHtmlTable':
        return [makeTable(call)]
      default:
        throw new NodeError(`HTML has no operation "${operation}".`, { retryable: false })
    }
  },
})

/** The template may hold expressions even where it is not marked as one. */
function fillTemplate(call: NodeCall, index: number): string {
  const raw = call.node.parameters['html']
  if (typeof raw !== 'string') return ''
  return toText(raw.startsWith('=') ? call.param('html', index, '') : call.evaluate(`=${raw}`, index))
}

const htmlExtract = defineNode({
  type: 'html_extract',
  title: 'HTML extract',
  description: 'Reads values out of HTML. The HTML node does this now.',
  category: 'transform',
  icon: 'file-search',
  n8n: [{ type: 'n8n-nodes-base.htmlExtract', versions: [1] }],
  parameters: extractParameters,
  effect: 'pure',
  execute: async (call) => [await extract(call, true)],
})

async function extract(call: NodeCall, legacy: boolean): Promise<Item[]> {
  // Loaded when it is needed: a start should not wait for it.
  const { extractContent, readRules } = await import('./extract-content.ts')
  return await mapItems(call, (item, index) => extractContent(call, item, index, readRules(call, index, legacy)))
}

export default [html, htmlExtract]
