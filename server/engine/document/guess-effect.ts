import type { EffectClass } from '@steward/contract/effect'
import { isExpression } from './raw-parameter.ts'

type Guess = readonly [name: RegExp, effect: EffectClass]

/** Read from top to bottom; the first that fits decides. Names are those of n8n's node types without their prefix. */
const byName: readonly Guess[] = [
  [/trigger$/i, 'pure'],
  [
    /^(memory|outputParser|textSplitter|toolCalculator|toolThink|document|markdown|html|xml|crypto|editImage|compression)/i,
    'pure',
  ],
  [/stripe|paypal|paddle|chargebee|invoice|payment|wise$|quickbooks|xero/i, 'pay'],
  [/executeCommand|^ssh|toolCode|lambda|jenkins|ansible|kubernetes|docker/i, 'execute'],
  [
    /mail|slack|telegram|twilio|discord|whatsapp|mattermost|teams|sms|signal|matrix|pushover|pushbullet|gotify|messagebird|vonage|outlook|sendgrid|mandrill|twitter|linkedIn|facebook|instagram|send/i,
    'send',
  ],
  [
    /^(lm|embeddings|chain|retriever|reranker|informationExtractor|textClassifier|sentiment|rssFeed|readPdf|readBinary|extract|toolWikipedia|toolSerp)/i,
    'read',
  ],
]

const byOperation: readonly Guess[] = [
  [/^(get|list|search|read|find|fetch|download|count|lookup|select|query)/i, 'read'],
  [/^(delete|remove|drop|truncate|purge|trash)/i, 'delete'],
]

/**
 * What a node of an unknown type probably does outside, from its name and its
 * operation. Whoever shows it says that it is a guess. Nothing known counts as
 * `write`: better a question too many than a surprise.
 */
export function guessEffect(type: string, parameters: Readonly<Record<string, unknown>>): EffectClass {
  const name = shortType(type)
  const [, effect = 'write' as const] = byName.find(([pattern]) => pattern.test(name)) ?? []
  if (effect === 'pure' || effect === 'execute') return effect
  const operation = parameters['operation']
  if (typeof operation !== 'string' || isExpression(operation)) return effect
  return byOperation.find(([pattern]) => pattern.test(operation))?.[1] ?? effect
}

/** `n8n-nodes-base.googleSheets` → `googleSheets`. */
export function shortType(type: string): string {
  return type.split('.').at(-1) ?? type
}
