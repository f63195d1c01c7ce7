import type { JsonObject, NodeDefinition, NodeOutputs } from '@steward/sdk/node'
import { callNode } from '../../test/call-node.ts'

const items = [{ n: 1 }, { n: 5 }, { n: 9 }]

/** What a node with conditions makes of the numbers 1, 5 and 9; of its expressions it knows `$json.n`. */
export async function sortOut(node: NodeDefinition, parameters: object, version?: number): Promise<NodeOutputs> {
  const situation = {
    items,
    parameters: parameters as JsonObject,
    evaluate: (expression: string, index: number) => (expression.includes('$json.n') ? items[index]?.n : undefined),
  }
  return await callNode(node, version === undefined ? situation : { ...situation, version })
}

export const condition = (field: string, operation: string, rightValue: unknown) => ({
  leftValue: `={{ $json.${field} }}`,
  rightValue,
  operator: { type: 'number', operation },
})

export const conditions = (combinator: string, ...list: object[]) => ({
  conditions: { combinator, conditions: list, options: { caseSensitive: true, typeValidation: 'strict', version: 2 } },
})
