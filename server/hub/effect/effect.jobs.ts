import { bulkSubscription, type Subscription } from '#db'
import { effectsSettled, type FactsOfChange } from '#engine/host'
import { takeFacts } from './receipt/take-facts.ts'

/** Makes receipts of what executions tell of their effects. */
export const effectSubscriptions: readonly Subscription[] = [
  bulkSubscription<unknown>({
    consumer: 'effect',
    types: [effectsSettled],
    handle: (tx, events) =>
      takeFacts(
        tx,
        events.flatMap(({ payload }) => (payload as unknown as { changes: FactsOfChange[] }).changes),
      ),
  }),
]
