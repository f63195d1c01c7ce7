import type { BinaryValue, Item, JsonObject } from '@steward/contract/item'
import type { RunView } from '#engine/expression'
import { pairedItem } from './pairing.ts'

/** What the code may ask for while it runs. */
export type CodeSurroundings = {
  readonly view: RunView
  readonly staticData?: (scope: 'workflow' | 'node') => JsonObject
  readonly readBinary?: (value: BinaryValue) => Promise<Uint8Array>
  readonly writeBinary?: (
    bytes: Uint8Array,
    about: { readonly mimeType?: string; readonly fileName?: string },
  ) => Promise<BinaryValue>
}

/** Answers questions that come out of the isolate. They are hostile text: every field is read as one. */
export function answerFrom(around: CodeSurroundings) {
  return async (what: string, input: string): Promise<string> => {
    try {
      return JSON.stringify({ value: await find(around, what, JSON.parse(input) as Record<string, unknown>) })
    } catch (error) {
      return JSON.stringify({ error: error instanceof Error ? error.message : String(error) })
    }
  }
}

function find(around: CodeSurroundings, what: string, input: Record<string, unknown>): unknown {
  switch (what) {
    case 'about':
      return about(around.view, String(input['name']))
    case 'output':
      return output(around.view, input)
    case 'paired': {
      const item = pairedItem(around.view, String(input['name']), Number(input['itemIndex']))
      if (typeof item === 'string') throw new Error(item)
      return item
    }
    case 'static':
      if (around.staticData === undefined) throw new Error('Static data is not available to this code.')
      return around.staticData(input['scope'] === 'node' ? 'node' : 'workflow')
    case 'readBinary':
      return readFile(around, input as unknown as BinaryValue)
    case 'writeBinary':
      return writeFile(around, input)
    default:
      throw new Error(`There is nothing called "${what}" to ask for.`)
  }
}

function about(view: RunView, name: string) {
  const node = view.node(name)
  if (node === undefined) throw new Error(`There is no node named "${name}" in this workflow.`)
  return {
    isExecuted: node.runs.length > 0,
    params: node.parameters,
    context: node.memory,
    runs: node.runs.length,
    type: node.type,
  }
}

function output(view: RunView, input: Record<string, unknown>): readonly Item[] {
  const name = String(input['name'])
  const node = view.node(name)
  if (node === undefined) throw new Error(`There is no node named "${name}" in this workflow.`)
  if (node.runs.length === 0) throw new Error(`The node "${name}" has not been executed, so it has no items yet.`)
  const wanted = input['run']
  const run = node.runs[typeof wanted === 'number' && wanted >= 0 ? wanted : node.runs.length - 1]
  const from = input['output']
  if (typeof from === 'number') return run?.outputs[from] ?? []
  // Without a number the output meant is the one that leads here, else the first.
  const source = view.sources.find((one) => one?.node === name)
  return run?.outputs[source?.output ?? 0] ?? []
}

async function readFile(around: CodeSurroundings, value: BinaryValue): Promise<string> {
  // Only a file that the execution already holds may be read: the code names it, and the code may lie.
  const known =
    value.id === undefined ||
    around.view.inputs.flat().some((item) => Object.values(item.binary ?? {}).some((one) => one.id === value.id))
  if (!known) throw new Error('Code can only read files of its own items.')
  if (value.data !== undefined) return value.data
  if (around.readBinary === undefined) throw new Error('Files are not available to this code.')
  return Buffer.from(await around.readBinary(value)).toString('base64')
}

function writeFile(around: CodeSurroundings, input: Record<string, unknown>): Promise<BinaryValue> {
  if (around.writeBinary === undefined) throw new Error('Files are not available to this code.')
  const { fileName, mimeType } = input
  return around.writeBinary(Buffer.from(String(input['base64']), 'base64'), {
    ...(typeof fileName === 'string' ? { fileName } : {}),
    ...(typeof mimeType === 'string' ? { mimeType } : {}),
  })
}
