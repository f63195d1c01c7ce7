import { type Static, Type } from 'typebox'
import { EffectClass } from '../effect.ts'
import { endpoint } from './endpoint.ts'
import { ExecutionSummary } from './execution.ts'
import { IdParams, Nullable, Time } from './page.ts'
import { Money } from './policy.ts'

const tag = 'execution'

/** `ready`: it can be taken back. `left`: it stays as it is, for the reason that `words` tells. */
export const undoStates = ['ready', 'undone', 'undoing', 'left'] as const

export const UndoEffect = Type.Object(
  {
    key: Type.String({ description: 'Key of the effect, which is the id of its receipt.' }),
    nodeId: Type.String(),
    nodeName: Type.String(),
    nodeType: Type.String(),
    runIndex: Type.Integer({ description: 'Which execution of this node, from 0.' }),
    class: EffectClass,
    target: Nullable(Type.String()),
    amount: Nullable(Money),
    at: Time,
    by: Type.Union([Type.Object({ id: Type.String(), name: Type.String(), type: Type.String() }), Type.Null()], {
      description: 'The node that takes it back.',
    }),
    items: Type.Integer({ description: 'How many items that node is given.' }),
    state: Type.Enum([...undoStates]),
    words: Type.String({ description: 'What will become of it or has, in a sentence.' }),
  },
  { $id: 'UndoEffect' },
)
export type UndoEffect = Static<typeof UndoEffect>

export const UndoPlan = Type.Object(
  {
    effects: Type.Array(UndoEffect, { description: 'In the order in which they are taken back; the first 500.' }),
    counts: Type.Object({
      ready: Type.Integer(),
      undone: Type.Integer(),
      undoing: Type.Integer(),
      left: Type.Integer(),
    }),
    mayBegin: Type.Boolean(),
    because: Nullable(Type.String({ description: 'Why it may not begin, in a sentence.' })),
    executions: Type.Array(ExecutionSummary, { description: 'What takes its effects back or has, the last first.' }),
  },
  { $id: 'UndoPlan' },
)
export type UndoPlan = Static<typeof UndoPlan>

export const getUndo = endpoint({
  method: 'GET',
  path: '/executions/:id/undo',
  operationId: 'getUndo',
  tag,
  permission: 'execution:read',
  summary: 'Which effects of an execution can be taken back, in which order, and which cannot and why.',
  params: IdParams,
  response: UndoPlan,
})

export const undoExecution = endpoint({
  method: 'POST',
  path: '/executions/:id/undo',
  operationId: 'undoExecution',
  tag,
  permission: 'execution:write',
  status: 202,
  summary: 'Takes the effects of an execution that is over back, the last one first, by an execution of its own.',
  params: IdParams,
  body: Type.Object(
    {
      nodes: Type.Optional(
        Type.Array(Type.String({ maxLength: 255 }), {
          minItems: 1,
          maxItems: 500,
          description: 'Ids of the nodes whose effects are taken back; all that can be without it.',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  response: ExecutionSummary,
})
