import { hinted } from '@steward/sdk/form'
import { defineNode, type NodeView } from '@steward/sdk/node'
import { Type } from 'typebox'
import { runCode } from './run-code.ts'
import { runFunction, runFunctionItem } from './run-function.ts'

const usesStaticData = ({ parameters }: NodeView) =>
  /StaticData/.test(JSON.stringify([parameters['jsCode'], parameters['functionCode']]))

const code = defineNode({
  type: 'code',
  title: 'Code',
  description: 'Runs JavaScript of your own on the items.',
  category: 'core',
  icon: 'square-code',
  n8n: [{ type: 'n8n-nodes-base.code', versions: [1, 2] }],
  parameters: Type.Object({
    ...hinted(
      { noExpression: true },
      {
        language: Type.Optional(
          Type.Union(
            [Type.Literal('javaScript', { title: 'JavaScript' }), Type.Literal('python', { title: 'Python (not supported)' })],
            {
              title: 'Language',
              default: 'javaScript',
            },
          ),
        ),
      },
    ),
    ...hinted(
      { noExpression: true },
      {
        mode: Type.Optional(
          Type.Union(
            [
              Type.Literal('runOnceForAllItems', { title: 'Once for all items' }),
              Type.Literal('runOnceForEachItem', { title: 'Once for each item' }),
            ],
            { title: 'Run', default: 'runOnceForAllItems' },
          ),
        ),
      },
    ),
    jsCode: Type.Optional(
      Type.String({
        title: 'Code',
        description: 'Return an array of objects, or one object per item. `$input`, `$json`, `$("Node")` and Luxon are there.',
        default: 'return $input.all()',
        language: 'javascript',
        noExpression: true,
      }),
    ),
  }),
  // The code reaches nothing outside: it runs isolated, without files and network.
  effect: 'pure',
  usesStaticData,
  execute: async (call) => [await runCode(call)],
})

const functionNode = defineNode({
  type: 'function',
  title: 'Function',
  description: 'Runs JavaScript on all items. The Code node does this now.',
  category: 'core',
  icon: 'braces',
  n8n: [{ type: 'n8n-nodes-base.function', versions: [1] }],
  parameters: Type.Object({
    functionCode: Type.Optional(
      Type.String({ title: 'Code', default: 'return items', language: 'javascript', noExpression: true }),
    ),
  }),
  effect: 'pure',
  usesStaticData,
  execute: async (call) => [await runFunction(call)],
})

const functionItem = defineNode({
  type: 'function_item',
  title: 'Function item',
  description: 'Runs JavaScript on each item. The Code node does this now.',
  category: 'core',
  icon: 'braces',
  n8n: [{ type: 'n8n-nodes-base.functionItem', versions: [1] }],
  parameters: Type.Object({
    functionCode: Type.Optional(
      Type.String({ title: 'Code', default: 'return item', language: 'javascript', noExpression: true }),
    ),
  }),
  effect: 'pure',
  usesStaticData,
  execute: async (call) => [await runFunctionItem(call)],
})

export default [code, functionNode, functionItem]
