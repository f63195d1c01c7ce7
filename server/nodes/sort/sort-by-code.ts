import { type Item, type NodeCall, NodeError } from '@steward/sdk/node'
import { text } from '../parameter.ts'
import { passOn } from '../pass-on.ts'

const defaultCode = `fieldName = 'myField';
if (a.json[fieldName] < b.json[fieldName]) return -1;
if (a.json[fieldName] > b.json[fieldName]) return 1;
return 0;`

/**
 * Items in the order a JavaScript comparison of two of them gives. The code runs
 * isolated; only the positions come back, so it cannot change the items.
 */
export async function sortByCode(call: NodeCall, items: readonly Item[]): Promise<Item[]> {
  const code = text(call, 'code', 0, defaultCode)
  if (!/\breturn\b/.test(code)) {
    throw new NodeError("Sort code doesn't return. Please add a 'return' statement to your code", { retryable: false })
  }
  const [outcome] = await call.io.runCode({
    language: 'javaScript',
    mode: 'runOnceForAllItems',
    items,
    // `fieldName` is declared because the code n8n proposes assigns to it without doing so.
    code: `let fieldName;
const order = items.map((item, position) => ({ ...item, position }));
order.sort((a, b) => { ${code}
});
return order.map(({ position }) => position);`,
  })
  if (outcome === undefined || 'error' in outcome) {
    throw new NodeError(`The sort code failed: ${outcome?.error.message ?? 'it gave no answer'}`, { retryable: false })
  }
  return (outcome.value as number[]).map((index) => passOn(items[index] as Item, index))
}
