import { defineNode, type Listen, type NodeView } from '@steward/sdk/node'
import { Type } from 'typebox'
import { getPath } from '#engine/data'
import { readInterval, readTriggerTime } from './classic.ts'
import { parameters } from './schema.ts'
import { readRule, type StoredRule } from './rule.ts'
import { tickItem } from './tick.ts'

const scheduleTrigger = defineNode({
  type: 'schedule_trigger',
  title: 'Schedule trigger',
  description: 'Starts the workflow at the times you choose.',
  category: 'trigger',
  icon: 'clock',
  n8n: [{ type: 'n8n-nodes-base.scheduleTrigger', versions: [1, 1.1, 1.2, 1.3, 1.4] }],
  trigger: 'schedule',
  parameters,
  effect: 'pure',
  inputs: [],
  listens: (node) => rulesAt(node, 'rule.interval', [{}]).map(readRule),
  execute: (call) => [[tickItem(call)]],
})

const cron = defineNode({
  type: 'cron',
  title: 'Cron',
  description: 'Starts the workflow at fixed times. The schedule trigger is its successor.',
  category: 'trigger',
  icon: 'clock',
  n8n: [{ type: 'n8n-nodes-base.cron', versions: [1] }],
  trigger: 'schedule',
  parameters: Type.Object({
    triggerTimes: Type.Optional(Type.Unknown({ title: 'Times', language: 'json', control: 'json', noExpression: true })),
  }),
  effect: 'pure',
  inputs: [],
  // Some documents hold the rules of the newer node under the old type.
  listens: (node) => [
    ...rulesAt(node, 'triggerTimes.item', []).map(readTriggerTime),
    ...rulesAt(node, 'rule.interval', []).map(readRule),
  ],
  execute: () => [[{ json: {} }]],
})

const interval = defineNode({
  type: 'interval',
  title: 'Interval',
  description: 'Starts the workflow again and again. The schedule trigger is its successor.',
  category: 'trigger',
  icon: 'timer',
  n8n: [{ type: 'n8n-nodes-base.interval', versions: [1] }],
  trigger: 'schedule',
  parameters: Type.Object({
    interval: Type.Optional(Type.Number({ title: 'Every', minimum: 1, default: 1, noExpression: true })),
    unit: Type.Optional(
      Type.Union(
        ['seconds', 'minutes', 'hours'].map((unit) => Type.Literal(unit)),
        { title: 'Unit', default: 'seconds', noExpression: true },
      ),
    ),
  }),
  effect: 'pure',
  inputs: [],
  listens: (node): Listen[] => [readInterval(node.parameters)],
  execute: () => [[{ json: {} }]],
})

export default [scheduleTrigger, cron, interval]

function rulesAt(node: NodeView, path: string, unset: readonly StoredRule[]): readonly StoredRule[] {
  const stored = getPath(node.parameters, path)
  return Array.isArray(stored) ? (stored as StoredRule[]) : unset
}
