import { defineNode, mapItems } from '@steward/sdk/node'
import { parameters } from './schema.ts'
import { dateTimeVersion1 } from './version1.ts'
import { dateTimeVersion2 } from './version2.ts'

export default defineNode({
  type: 'date_time',
  title: 'Date & time',
  description: 'Formats, moves, rounds, measures and takes apart dates.',
  category: 'transform',
  icon: 'calendar-clock',
  n8n: [{ type: 'n8n-nodes-base.dateTime', versions: [1, 2] }],
  parameters,
  effect: 'pure',
  execute: async (call) => [
    await mapItems(call, (item, index) =>
      call.node.version < 2 ? dateTimeVersion1(call, item, index) : dateTimeVersion2(call, item, index),
    ),
  ],
})
