import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Id, IdParams, Nullable } from './page.ts'

const tag = 'execution'

/**
 * Why an expression has no value yet, which is nobody's mistake: `not_executed`: the node it asks for has not been;
 * `no_input`: nothing leads into the node; `no_item`: its input has no such item; `no_path`: the item was not made from
 * one of that node; `which_item`: nobody can tell from which one; `no_such_run`: the node was executed less often.
 */
export const missingReasons = ['not_executed', 'no_input', 'no_item', 'no_path', 'which_item', 'no_such_run'] as const
export type MissingReason = (typeof missingReasons)[number]

/** What an expression gives, cut to what a person reads. */
export const PreviewValue = Type.Object({
  key: Type.String(),
  type: Type.String({
    description: '`string`, `number`, `boolean`, `null`, `undefined`, `array`, `object`, `date`, `function` and the like.',
  }),
  value: Type.Optional(Type.Unknown({ description: 'As JSON; absent where JSON has no place for it.' })),
  text: Type.String({ description: 'As it would stand in a text.' }),
  isCut: Type.Boolean({ description: 'The value is longer than what is shown of it.' }),
  fields: Type.Optional(Type.Array(Type.String(), { description: 'The names behind a dot, for what is no plain object.' })),
  because: Type.Optional(Type.String({ description: 'Of `undefined`: what went wrong on the way to it.' })),
})
export type PreviewValue = Static<typeof PreviewValue>

const PreviewMissing = Type.Object({
  key: Type.String(),
  missing: Type.Object({
    reason: Type.Enum([...missingReasons]),
    node: Nullable(Type.String({ description: 'Name of the node it is about.' })),
    text: Type.String(),
  }),
})

const PreviewError = Type.Object({
  key: Type.String(),
  error: Type.Object({
    message: Type.String(),
    description: Nullable(Type.String()),
    at: Nullable(Type.Integer({ description: 'Place in the text of the expression, where it is known.' })),
  }),
})

export const PreviewResult = Type.Union([PreviewValue, PreviewMissing, PreviewError], { $id: 'PreviewResult' })
export type PreviewResult = Static<typeof PreviewResult>

export const previewExpressions = endpoint({
  method: 'POST',
  path: '/workflows/:id/preview',
  operationId: 'previewExpressions',
  tag,
  permission: 'execution:read',
  status: 200,
  summary:
    'What expressions of a node would give, worked out on the items of an execution and on pinned ones. Nothing is called, and secret variables are not shown.',
  params: IdParams,
  body: Type.Object({
    node: Type.String({ minLength: 1, maxLength: 255, description: 'Id of the node, in the workflow as it is drawn now.' }),
    expressions: Type.Array(
      Type.Object({ key: Type.String({ maxLength: 1000 }), text: Type.String({ maxLength: 100_000 }) }, {}),
      { minItems: 1, maxItems: 50, description: 'As parameters hold them: a text, whose leading `=` may be missing.' },
    ),
    executionId: Type.Optional(Id),
    runIndex: Type.Optional(Type.Integer({ minimum: 0, description: 'Which execution of the node; the last one without it.' })),
    itemIndex: Type.Optional(Type.Integer({ minimum: 0 })),
  }),
  response: Type.Object({
    results: Type.Array(PreviewResult),
    items: Type.Integer({ description: 'How many items the node is given.' }),
  }),
})

export const ExpressionName = Type.Object(
  {
    name: Type.String(),
    /** What it belongs to: nothing, for a name that stands alone; else the type whose method or field it is. */
    of: Nullable(Type.String()),
    signature: Type.String(),
    text: Type.String(),
    example: Nullable(Type.Object({ code: Type.String(), gives: Type.String() })),
    rank: Type.Integer({ description: '0 is offered first.' }),
  },
  { $id: 'ExpressionName' },
)
export type ExpressionName = Static<typeof ExpressionName>

export const listExpressionNames = endpoint({
  method: 'GET',
  path: '/expression-names',
  operationId: 'listExpressionNames',
  tag,
  permission: 'session',
  summary: 'Everything an expression may name, with what each does: names that stand alone, and the methods of each type.',
  response: Type.Object({ items: Type.Array(ExpressionName) }),
})

export const downloadItemFile = endpoint({
  method: 'GET',
  path: '/executions/:id/files/:fileId',
  operationId: 'downloadItemFile',
  tag,
  permission: 'execution:read',
  summary: 'The bytes of a file that travelled with an item of the execution.',
  params: Type.Object({ id: Id, fileId: Type.String({ pattern: '^[0-9a-f]{64}$' }) }),
  query: Type.Object({ name: Type.Optional(Type.String({ maxLength: 255 })) }),
  response: Type.Unknown({ description: 'The bytes, as an attachment.' }),
})
