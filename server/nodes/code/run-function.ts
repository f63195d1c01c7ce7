import { failedItem, type Item, type JsonValue, type NodeCall, NodeError } from '@steward/sdk/node'
import { isObject } from './returned-items.ts'
import { orFailed, valueOf } from './run-code.ts'

/** The old Function node: code over `items`, which must return an array of items. */
export async function runFunction(call: NodeCall): Promise<Item[]> {
  const [outcome] = await call.io.runCode({ language: 'javaScript', code: codeOf(call), mode: 'runOnceForAllItems' })
  try {
    return readItems(valueOf(outcome))
  } catch (error) {
    if (call.node.onError === 'stopWorkflow') throw error
    return [failedItem(error, 0)]
  }
}

/** The old Function Item node: code over the fields of one `item` after the other. */
export async function runFunctionItem(call: NodeCall): Promise<Item[]> {
  const outcomes = await call.io.runCode({
    language: 'javaScript',
    code: codeOf(call),
    mode: 'runOnceForEachItem',
    itemIsJson: true,
    continueOnError: call.node.onError !== 'stopWorkflow',
  })
  return outcomes.map((outcome, index) =>
    orFailed(call, index, (): Item => {
      const json = valueOf(outcome, index)
      if (!isObject(json)) throw refuse('No data got returned. Always return an object!')
      const binary = call.items[index]?.binary
      return { json, ...(binary === undefined ? {} : { binary }), pairedItem: { item: index } }
    }),
  )
}

function codeOf({ node: { parameters } }: NodeCall): string {
  const code = parameters['functionCode'] ?? parameters['jsCode']
  if (typeof code !== 'string' || code.trim() === '') throw refuse('There is no code to run.')
  return code
}

/** A single object counts as a list of one. */
function readItems(value: JsonValue | undefined): Item[] {
  if (value === undefined || value === null) throw refuse('No data got returned. Always return an Array of items!')
  const list = isObject(value) ? [value] : value
  if (!Array.isArray(list)) throw refuse('Always an Array of items has to be returned!')
  const objects = list.map((one) => {
    if (!isObject(one)) throw refuse('All returned items have to be objects!')
    return one
  })
  // Plain objects are taken as the fields of items, but not where some of them are items already.
  if (objects.every((one) => one['json'] === undefined && one['binary'] === undefined)) return objects.map((json) => ({ json }))
  return objects.map((one) => {
    if (one['json'] === undefined) throw refuse('All returned items have to contain a property named "json"!')
    if (!isObject(one['json'])) throw refuse('The json-property has to be an object!')
    return one as unknown as Item
  })
}

function refuse(message: string): NodeError {
  return new NodeError(message, { retryable: false })
}
