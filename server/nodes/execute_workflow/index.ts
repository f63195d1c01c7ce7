import { shown } from '@steward/sdk/form'
import { defineNode, type Item, mapItems, type NodeCall } from '@steward/sdk/node'
import { Type } from 'typebox'
import { flag, text } from '../parameter.ts'
import { passOn } from '../pass-on.ts'
import { readInput } from './read-input.ts'
import { readTarget, shownTarget } from './read-target.ts'

export default defineNode({
  type: 'execute_workflow',
  title: 'Execute workflow',
  description: 'Calls another workflow with the items and goes on with what it answers.',
  category: 'flow',
  icon: 'workflow',
  n8n: [{ type: 'n8n-nodes-base.executeWorkflow', versions: [1, 1.1, 1.2, 1.3] }],
  parameters: Type.Object({
    source: Type.Optional(
      Type.Union(
        [Type.Literal('database', { title: 'A stored workflow' }), Type.Literal('parameter', { title: 'The workflow below' })],
        {
          title: 'Workflow',
          default: 'database',
        },
      ),
    ),
    ...shown(
      { source: ['database'] },
      { workflowId: Type.Optional(Type.Unknown({ title: 'Stored workflow', loads: 'workflows', needed: true })) },
    ),
    ...shown(
      { source: ['parameter'] },
      {
        workflowJson: Type.Optional(Type.Unknown({ title: 'Workflow as JSON', language: 'json', control: 'json', needed: true })),
      },
    ),
    ...shown(
      { source: ['database'] },
      {
        workflowInputs: Type.Optional(
          Type.Unknown({
            title: 'Fields to give',
            description: 'Without any the called workflow is given the items as they are.',
            control: 'mapping',
            loads: 'fields',
            versions: { from: 1.2 },
          }),
        ),
      },
    ),
    mode: Type.Optional(
      Type.Union(
        [Type.Literal('once', { title: 'Once with all items' }), Type.Literal('each', { title: 'Once for each item' })],
        {
          title: 'Call',
          default: 'once',
        },
      ),
    ),
    options: Type.Optional(
      Type.Object(
        { waitForSubWorkflow: Type.Optional(Type.Boolean({ title: 'Wait until the other workflow has ended', default: true })) },
        { title: 'Options' },
      ),
    ),
  }),
  effect: 'execute',
  inner: true,
  // A call is found again by its key, so a repeat after a crash attaches to the execution that was started.
  repeatable: () => true,
  target: (node) => shownTarget(node.parameters),
  execute: async (call) => [await (text(call, 'mode', 0, 'once') === 'each' ? callForEach(call) : callOnce(call))],
})

async function callForEach(call: NodeCall): Promise<Item[]> {
  return await mapItems(call, async (item, index) => {
    const wait = flag(call, 'options.waitForSubWorkflow', index, true)
    const items = [{ ...item, json: readInput(call, item, index) }]
    const answer = await call.io.callWorkflow({ key: String(index), workflow: readTarget(call, index), items, wait })
    return wait ? answer.map((made) => passOn(made, index)) : passOn(item, index)
  })
}

async function callOnce(call: NodeCall): Promise<Item[]> {
  const wait = flag(call, 'options.waitForSubWorkflow', 0, true)
  const items = call.items.map((item, index) => ({ ...item, json: readInput(call, item, index) }))
  const answer = await call.io.callWorkflow({ key: 'all', workflow: readTarget(call, 0), items, wait })
  if (!wait) return call.items.map((item, index) => passOn(item, index))
  if (answer.length === call.items.length || call.items.length === 1) {
    return answer.map((item, index) => passOn(item, call.items.length === 1 ? 0 : index))
  }
  const pairedItem = call.items.map((_, item) => ({ item }))
  return answer.map((item) => ({ ...item, pairedItem }))
}
