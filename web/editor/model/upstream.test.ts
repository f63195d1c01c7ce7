import { expect, test } from 'vitest'
import { given } from './given-document.ts'
import { upstreamOf } from './upstream.ts'

const names = (document: Parameters<typeof upstreamOf>[0], id: string) =>
  upstreamOf(document, id).map(({ node, distance, output }) => `${node.name} ${distance} ${output}`)

test('earlier nodes come nearest first, with the output by which their items come here', () => {
  const document = given.document(
    [given.node('Start'), given.node('If'), given.node('Left'), given.node('Other'), given.node('End')],
    [given.edge('Start', 'If'), given.edge('If', 'Left', { output: 1 }), given.edge('Left', 'End'), given.edge('Start', 'Other')],
  )

  expect(names(document, 'End')).toEqual(['Left 1 0', 'If 2 1', 'Start 3 0'])
  expect(names(document, 'Start')).toEqual([])
})

test('a loop is gone round once, and a model that is attached gives no items', () => {
  const document = given.document(
    [given.node('Start'), given.node('Loop'), given.node('Work'), given.node('Model')],
    [
      given.edge('Start', 'Loop'),
      given.edge('Loop', 'Work', { output: 1 }),
      given.edge('Work', 'Loop'),
      given.edge('Model', 'Work', { kind: 'ai_languageModel' }),
    ],
  )

  expect(names(document, 'Work')).toEqual(['Loop 1 1', 'Start 2 0'])
  expect(names(document, 'Loop')).toEqual(['Start 1 0', 'Work 1 0'])
})
