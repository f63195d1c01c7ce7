import type { TSchema } from 'typebox'

type Rules = {
  readonly type?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly enum?: readonly unknown[]
  readonly format?: string
  readonly items?: TSchema
  readonly properties?: Readonly<Record<string, TSchema>>
}

/** What a value must be like, in sentences for people. */
export function rulesInWords(schema: TSchema): string[] {
  const rules = schema as Rules
  if (rules.enum !== undefined) return [`One of: ${rules.enum.join(', ')}.`]
  if (rules.type === 'boolean') return ['Yes or no.']
  if (rules.type === 'integer' || rules.type === 'number') {
    const what = rules.type === 'integer' ? 'A whole number' : 'A number'
    return [`${what}${between(rules.minimum, rules.maximum)}.`]
  }
  if (rules.type === 'string') {
    const lengths = between(rules.minLength, rules.maxLength)
    return [
      `Text${rules.format === undefined ? '' : ` of the form "${rules.format}"`}${lengths === '' ? '' : `, characters${lengths}`}.`,
    ]
  }
  if (rules.type === 'array') return listInWords(rules)
  if (rules.type === 'object') {
    return Object.entries(rules.properties ?? {}).map(([name, inner]) => `${name}: ${rulesInWords(inner).join(' ')}`)
  }
  return []
}

function listInWords({ items, minItems, maxItems, uniqueItems }: Rules): string[] {
  const count = between(minItems, maxItems)
  const each = items === undefined ? [] : rulesInWords(items)
  return [
    `A list${count === '' ? '' : `, entries${count}`}${uniqueItems === true ? ', each once' : ''}.`,
    ...each.map((sentence) => `Each entry: ${sentence}`),
  ]
}

function between(least: number | undefined, most: number | undefined): string {
  if (least !== undefined && most !== undefined) return ` from ${least} to ${most}`
  if (least !== undefined) return ` of at least ${least}`
  return most === undefined ? '' : ` of at most ${most}`
}
