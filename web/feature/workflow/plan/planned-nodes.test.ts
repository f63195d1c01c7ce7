import type { PlannedEffect, WorkflowPlan } from '@steward/contract/api/plan'
import type { WorkflowDocument } from '@steward/contract/workflow'
import { expect, test } from 'vitest'
import { plannedNodes } from './planned-nodes.ts'

const effect = (nodeId: string, more: Partial<PlannedEffect> = {}): PlannedEffect => ({
  nodeId,
  nodeName: nodeId,
  runIndex: 0,
  workflowName: 'Here',
  class: 'pay',
  environment: 'production',
  connector: 'http_request',
  connection: null,
  target: null,
  title: '',
  payload: null,
  risk: { level: 'low', reasons: [] },
  amount: null,
  cost: null,
  answer: 'allow',
  policies: [],
  asks: [],
  isCertain: true,
  ...more,
})
const asked = (nodeId: string) => effect(nodeId, { answer: 'ask', policies: [{ id: 'p', name: 'Four eyes', version: 1 }] })
const planOf = (effects: PlannedEffect[]): WorkflowPlan => ({
  status: 'completed',
  error: null,
  effects,
  reads: [],
  notReached: [],
  totals: { allowed: 0, asked: 0, denied: 0, amounts: [], costs: [] },
  limits: [],
})
const node = (id: string): WorkflowDocument['nodes'][number] => ({
  id,
  name: id,
  type: 'http_request',
  version: 1,
  position: [0, 0],
  parameters: {},
  settings: {},
})
const here: WorkflowDocument = {
  steward: 1,
  name: 'Here',
  nodes: [node('a'), node('b')],
  edges: [],
  settings: { executionOrder: 'v1' },
}

test('a node of which one of several effects is asked about shows the policy, whichever of them it is', () => {
  const shown = (effects: PlannedEffect[]) => [...plannedNodes(planOf(effects), here)]
  expect(shown([asked('a'), effect('a'), effect('b')])).toEqual([
    ['a', 'Four eyes'],
    ['b', ''],
  ])
  expect(shown([effect('a'), asked('a')])).toEqual([['a', 'Four eyes']])
})

test('effects of called workflows are on no node of this one, even where ids or names are the same', () => {
  const elsewhere = [effect('a', { workflowName: 'There' }), effect('c')]
  expect(plannedNodes(planOf(elsewhere), here).size).toBe(0)
})
