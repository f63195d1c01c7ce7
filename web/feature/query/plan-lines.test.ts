import { expect, test } from 'vitest'
import { planLines } from './plan-lines.ts'

test('a plan is told step by step, each inside the one that uses it', () => {
  const scan = { 'Node Type': 'Seq Scan', 'Relation Name': 'orders', 'Plan Rows': 300, Filter: '(total > 5)' }
  expect(planLines([{ Plan: { 'Node Type': 'Limit', 'Plan Rows': 10, Plans: [scan] } }])).toEqual([
    { depth: 0, name: 'Limit', on: null, rows: 10, condition: null },
    { depth: 1, name: 'Seq Scan', on: 'orders', rows: 300, condition: '(total > 5)' },
  ])
})

test('what is no such plan has no steps', () => {
  expect(planLines(null)).toEqual([])
  expect(planLines({ queryPlanner: { winningPlan: { stage: 'COLLSCAN' } } })).toEqual([])
  expect(planLines('Seq Scan')).toEqual([])
})
