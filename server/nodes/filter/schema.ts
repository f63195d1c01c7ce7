import { Type } from 'typebox'

const Operator = Type.Object({
  type: Type.Union(
    ['string', 'number', 'dateTime', 'boolean', 'array', 'object'].map((type) => Type.Literal(type)),
    { title: 'Type', default: 'string' },
  ),
  operation: Type.String({
    title: 'Comparison',
    description: 'Such as equals, contains, gt, after, true, exists or lengthGt.',
    default: 'equals',
  }),
  singleValue: Type.Optional(Type.Boolean({ description: 'The comparison needs no second value.' })),
  rightType: Type.Optional(Type.String()),
})

/** Conditions as If, Filter and Switch hold them. */
export const Conditions = Type.Object(
  {
    combinator: Type.Optional(
      Type.Union([Type.Literal('and', { title: 'All' }), Type.Literal('or', { title: 'Any' })], {
        title: 'Must be true',
        default: 'and',
      }),
    ),
    conditions: Type.Optional(
      Type.Array(
        Type.Object({
          id: Type.Optional(Type.String()),
          leftValue: Type.Optional(Type.Unknown({ title: 'Value' })),
          operator: Operator,
          rightValue: Type.Optional(Type.Unknown({ title: 'Compared with' })),
        }),
      ),
    ),
    options: Type.Optional(
      Type.Object({
        caseSensitive: Type.Optional(Type.Boolean({ title: 'Case counts', default: true })),
        typeValidation: Type.Optional(
          Type.Union(
            [Type.Literal('strict', { title: 'Refuse other types' }), Type.Literal('loose', { title: 'Convert where needed' })],
            {
              title: 'Types',
              default: 'strict',
            },
          ),
        ),
        version: Type.Optional(Type.Number({ default: 3 })),
      }),
    ),
  },
  { title: 'Conditions', control: 'conditions' },
)

export const parameters = Type.Object({
  conditions: Type.Optional(Conditions),
  looseTypeValidation: Type.Optional(Type.Boolean({ title: 'Convert types where required', default: false })),
  options: Type.Optional(
    Type.Object({ ignoreCase: Type.Optional(Type.Boolean({ title: 'Ignore case', default: true })) }, { title: 'Options' }),
  ),
})
