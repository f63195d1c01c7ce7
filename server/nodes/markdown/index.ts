import { setPath } from '#engine/data'
import { defineNode, NodeError, type Item, type JsonObject, type NodeCall } from '@steward/sdk/node'
import { text } from '../parameter.ts'
import { runHeavy } from '../run-heavy.ts'
import type { MarkdownWork } from './convert-task.ts'
import { htmlOptions, markdownOptions } from './options.ts'
import { parameters } from './schema.ts'

const task = new URL('convert-task.ts', import.meta.url)

export default defineNode({
  type: 'markdown',
  title: 'Markdown',
  description: 'Turns Markdown into HTML, and HTML into Markdown.',
  category: 'transform',
  icon: 'square-m',
  n8n: [{ type: 'n8n-nodes-base.markdown', versions: [1] }],
  parameters,
  effect: 'pure',
  execute: async (call) => {
    const results = await runHeavy<string[]>(
      call,
      task,
      call.items.map((_, index) => workOf(call, index)),
    )
    return [call.items.map((item, index) => withResult(call, item, index, results[index] ?? ''))]
  },
})

function workOf(call: NodeCall, index: number): MarkdownWork {
  const mode = text(call, 'mode', index, 'htmlToMarkdown')
  const options = call.param<JsonObject>('options', index, {})
  if (mode === 'markdownToHtml') return { mode, source: text(call, 'markdown', index), options: htmlOptions(options) }
  if (mode === 'htmlToMarkdown') return { mode, source: text(call, 'html', index), options: markdownOptions(options) }
  throw new NodeError(`Markdown has no mode "${mode}".`, { itemIndex: index, retryable: false })
}

function withResult(call: NodeCall, item: Item, index: number, result: string): Item {
  return { ...item, json: setPath(item.json, text(call, 'destinationKey', index, 'data'), result), pairedItem: { item: index } }
}
