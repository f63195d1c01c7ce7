import { type Static, Type } from 'typebox'

/**
 * What a node does to the outside. The order is the order in which chips are
 * shown and in which the strongest class of a call is chosen.
 */
export const effectClasses = ['pure', 'read', 'write', 'send', 'pay', 'delete', 'execute'] as const

export type EffectClass = (typeof effectClasses)[number]

export const EffectClass = Type.Enum([...effectClasses], { $id: 'EffectClass' })

/** One line of a risk sheet: what a node of a workflow would do outside. */
export const EffectLine = Type.Object(
  {
    node: Type.String({ description: 'Name of the node.' }),
    type: Type.String({ description: 'Type of the node.' }),
    class: EffectClass,
    target: Type.Union([Type.String(), Type.Null()], {
      description: 'What it touches as far as the document says: a host, a service, an expression.',
    }),
    connection: Type.Union([Type.String(), Type.Null()], { description: 'The kind of connection it uses.' }),
  },
  { $id: 'EffectLine' },
)
export type EffectLine = Static<typeof EffectLine>

/** The strongest of several classes; `pure` when there is none. */
export function strongestEffect(classes: readonly EffectClass[]): EffectClass {
  return classes.reduce<EffectClass>((a, b) => (effectClasses.indexOf(b) > effectClasses.indexOf(a) ? b : a), 'pure')
}
