import { subscription, type Subscription } from '#db'
import { effectsSettled, type FactsOfChange } from '#engine/host'
import { takeFacts } from './take-facts.ts'

/** Makes receipts of what executions tell of their effects. */
export const effectSubscriptions: readonly Subscription[] = [
  subscription<unknown>({
    consumer: 'effect',
    types: [effectsSettled],
    handle: (tx, { payload }) => takeFacts(tx, (payload as unknown as { changes: FactsOfChange[] }).changes),
  }),
]
