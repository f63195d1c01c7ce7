import { shown } from '@steward/sdk/form'
import { defineNode, type JsonObject, type NodeCall } from '@steward/sdk/node'
import { Type } from 'typebox'
import { parseRelaxed } from '#engine/data'
import { text } from '../parameter.ts'

export default defineNode({
  type: 'execute_workflow_trigger',
  title: 'When called by another workflow',
  description: 'Starts the workflow when another one calls it, with the items it is given.',
  category: 'trigger',
  icon: 'log-in',
  n8n: [{ type: 'n8n-nodes-base.executeWorkflowTrigger', versions: [1, 1.1, 1.2] }],
  trigger: 'subworkflow',
  parameters: Type.Object({
    inputSource: Type.Optional(
      Type.Union(
        [
          Type.Literal('workflowInputs', { title: 'The fields below' }),
          Type.Literal('jsonExample', { title: 'The fields of an example' }),
          Type.Literal('passthrough', { title: 'Whatever it is given' }),
        ],
        { title: 'Takes', default: 'workflowInputs' },
      ),
    ),
    ...shown(
      { inputSource: ['workflowInputs'] },
      {
        workflowInputs: Type.Optional(
          Type.Object(
            {
              values: Type.Optional(
                Type.Array(
                  Type.Object({
                    name: Type.String({ title: 'Name', default: '' }),
                    type: Type.Optional(
                      Type.Union(
                        ['string', 'number', 'boolean', 'array', 'object', 'any'].map((type) => Type.Literal(type)),
                        { title: 'Type', default: 'string' },
                      ),
                    ),
                  }),
                ),
              ),
            },
            { title: 'Fields' },
          ),
        ),
      },
    ),
    ...shown(
      { inputSource: ['jsonExample'] },
      { jsonExample: Type.Optional(Type.Unknown({ title: 'Example', language: 'json', control: 'json', noExpression: true })) },
    ),
  }),
  effect: 'pure',
  inputs: [],
  execute: (call) => {
    const names = fieldNames(call)
    if (names === undefined) return [call.items]
    return [call.items.map((item) => ({ ...item, json: pick(item.json, names) }))]
  },
})

/** The declared fields; undefined where everything passes. */
function fieldNames(call: NodeCall): string[] | undefined {
  const source = text(call, 'inputSource', 0, call.node.version < 1.1 ? 'passthrough' : 'workflowInputs')
  if (source === 'jsonExample') {
    const raw = call.param<unknown>('jsonExample', 0)
    const example = typeof raw === 'string' ? parseRelaxed(raw) : raw
    return typeof example === 'object' && example !== null && !Array.isArray(example) ? Object.keys(example) : undefined
  }
  const declared =
    source === 'workflowInputs'
      ? call.param<readonly { readonly name?: string }[] | undefined>('workflowInputs.values', 0)
      : undefined
  const names = declared?.map(({ name = '' }) => name).filter((name) => name !== '')
  return names === undefined || names.length === 0 ? undefined : names
}

/** The declared fields and nothing else; null stands for one that was not given. */
function pick(json: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.map((name) => [name, Object.hasOwn(json, name) ? (json[name] ?? null) : null]))
}
