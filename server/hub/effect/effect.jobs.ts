import { bulkSubscription, type EventEnvelope, type Subscription } from '#db'
import { effectsSettled, type FactsOfChange } from '#engine/host'
import { receiptsOf } from './receipt/receipt-of-fact.ts'
import { takeReceipts } from './receipt/take-receipts.ts'
import { receiptOfTold, receiptTold, type ToldReceipt } from './receipt/told-receipt.ts'

/** Makes receipts of what executions and other hubs tell of what they have done outside. */
export const effectSubscriptions: readonly Subscription[] = [
  bulkSubscription<unknown>({
    consumer: 'effect',
    types: [effectsSettled, receiptTold],
    handle: (tx, events) => takeReceipts(tx, events.flatMap(toldBy), new Date()),
  }),
]

function toldBy({ type, payload }: EventEnvelope) {
  if (type === receiptTold) return [receiptOfTold((payload as unknown as { receipt: ToldReceipt }).receipt)]
  return receiptsOf((payload as unknown as { changes: FactsOfChange[] }).changes)
}
