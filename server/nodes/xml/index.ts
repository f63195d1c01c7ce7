import { defineNode, mapItems, NodeError, type Item, type NodeCall } from '@steward/sdk/node'
import { text } from '../parameter.ts'
import { parseXml } from './parse-xml.ts'
import { parameters } from './schema.ts'

export default defineNode({
  type: 'xml',
  title: 'XML',
  description: 'Turns XML into JSON, and JSON into XML.',
  category: 'transform',
  icon: 'code-xml',
  n8n: [{ type: 'n8n-nodes-base.xml', versions: [1] }],
  parameters,
  effect: 'pure',
  execute: async (call) => [await mapItems(call, (item, index) => convert(call, item, index))],
})

async function convert(call: NodeCall, item: Item, index: number): Promise<Item> {
  const mode = text(call, 'mode', index, 'xmlToJson')
  const property = text(call, 'dataPropertyName', index, 'data')
  const options = call.param<Record<string, unknown>>('options', index, {})
  if (mode === 'jsonToxml') {
    // Loaded when it is needed: a start should not wait for it.
    const { Builder } = await import('xml2js')
    return { json: { [property]: new Builder(options).buildObject(item.json) } }
  }
  if (mode !== 'xmlToJson') throw new NodeError(`XML has no mode "${mode}".`, { itemIndex: index, retryable: false })
  if (!Object.hasOwn(item.json, property)) {
    throw new NodeError(`Item has no JSON property called "${property}"`, { itemIndex: index, retryable: false })
  }
  return { json: await parseXml(item.json[property] ?? '', options) }
}
