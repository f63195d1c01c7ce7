import { type DatabaseCall, NodeError, type ParameterReader } from '@steward/sdk/node'
import { text } from '../parameter.ts'
import { referenceIn } from './instance.ts'

const effects: Readonly<Record<string, DatabaseCall['effect']>> = {
  read: 'read',
  change: 'write',
  delete: 'delete',
  schema: 'execute',
}

/** The class that a query is declared to have; the database holds the text to it. */
export function effectOf(reader: ParameterReader, itemIndex: number): DatabaseCall['effect'] {
  const does = text(reader, 'does', itemIndex, 'read')
  const effect = Object.hasOwn(effects, does) ? effects[does] : undefined
  if (effect !== undefined) return effect
  throw new NodeError(`"${does.slice(0, 60)}" is nothing that a query does. Choose one of ${Object.keys(effects).join(', ')}.`, {
    itemIndex,
    retryable: false,
  })
}

const verbs = { read: 'Read from', write: 'Change rows in', delete: 'Delete in', execute: 'Change the schema of' } as const

const shownLength = 200

/** `Change rows in shop on Orders: update orders set …` */
export function saysOf(reader: ParameterReader, itemIndex: number): string {
  const { name } = referenceIn(reader.node) ?? { name: 'no instance' }
  const query = text(reader, 'text', itemIndex).replaceAll(/\s+/g, ' ').trim()
  const shown = query.length > shownLength ? `${query.slice(0, shownLength)}…` : query
  return `${verbs[effectOf(reader, itemIndex)]} ${text(reader, 'database', itemIndex)} on ${name}: ${shown}`
}
