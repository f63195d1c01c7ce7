import type { FormField } from '@steward/contract/node-form'
import { fits } from '@steward/contract/node-form-values'

/** A fixed value as the expression that gives it. */
export function asExpression(value: unknown): string {
  if (value === undefined || value === null) return '='
  if (typeof value === 'string') return value.startsWith('=') ? value : `=${value}`
  return `={{ ${JSON.stringify(value)} }}`
}

/** The fixed value that an expression is, where it needs nothing worked out; undefined where only its default is left. */
export function asFixed(field: FormField, expression: string): unknown {
  const text = expression.slice(1)
  if (!text.includes('{{')) return text === '' ? undefined : ifFitting(field, text)
  const literal = /^\s*\{\{([^]*)\}\}\s*$/.exec(text)?.[1]
  try {
    return literal === undefined ? undefined : ifFitting(field, JSON.parse(literal))
  } catch {
    return undefined
  }
}

function ifFitting(field: FormField, value: unknown): unknown {
  const isChoice = field.as !== 'select' || field.choices.some((choice) => choice.value === value)
  const typed = field.as === 'number' && value !== '' ? Number(value) : value
  return fits(field, typed) && isChoice ? typed : undefined
}
