import { type CodeOutcome, failedItem, type Item, type NodeCall, NodeError } from '@steward/sdk/node'
import { itemOfEach, itemsOfAll } from './returned-items.ts'

/** Runs the code of a Code node over its items. */
export async function runCode(call: NodeCall): Promise<Item[]> {
  const code = readCode(call)
  const continueOnError = call.node.onError !== 'stopWorkflow'
  if (call.node.parameters['mode'] === 'runOnceForEachItem') {
    const outcomes = await call.io.runCode({ language: 'javaScript', code, mode: 'runOnceForEachItem', continueOnError })
    return outcomes.flatMap((outcome, index) => {
      const made = orFailed(call, index, () => itemOfEach(valueOf(outcome, index), index))
      return made === undefined ? [] : [made]
    })
  }
  const [outcome] = await call.io.runCode({ language: 'javaScript', code, mode: 'runOnceForAllItems' })
  try {
    return itemsOfAll(valueOf(outcome))
  } catch (error) {
    if (!continueOnError) throw error
    return [failedItem(error, 0)]
  }
}

/** The code as it is written: a leading `=` in it is JavaScript, not an expression. */
function readCode({ node: { parameters } }: NodeCall): string {
  const language = parameters['language']
  if (
    parameters['pythonCode'] !== undefined && parameters['jsCode'] === undefined
      ? true
      : typeof language === 'string' && language.startsWith('python')
  ) {
    throw new NodeError(
      'Python code cannot be run here. Rewrite the code in JavaScript, and choose JavaScript as its language.',
      { retryable: false },
    )
  }
  const code = parameters['jsCode'] ?? parameters['functionCode']
  if (typeof code !== 'string' || code.trim() === '') throw new NodeError('There is no code to run.', { retryable: false })
  return code
}

/** What the code returned; what it threw is thrown on, with the place. */
export function valueOf(outcome: CodeOutcome | undefined, itemIndex?: number) {
  if (outcome === undefined) return undefined
  if (!('error' in outcome)) return outcome.value
  const { message, line, description } = outcome.error
  const place = [line === undefined ? undefined : `line ${line}`, itemIndex === undefined ? undefined : `for item ${itemIndex}`]
  const shown = place.filter((part) => part !== undefined).join(', ')
  throw new NodeError(shown === '' ? message : `${message} [${shown}]`, {
    retryable: false,
    ...(description === undefined ? {} : { description }),
    ...(itemIndex === undefined ? {} : { itemIndex }),
    details: line === undefined ? {} : { line },
  })
}

/** A failing item becomes an item with an error where the node goes on after errors. */
export function orFailed<T>(call: NodeCall, index: number, make: () => T): T | Item {
  try {
    return make()
  } catch (error) {
    if (call.node.onError === 'stopWorkflow') throw error
    return failedItem(error, index)
  }
}
