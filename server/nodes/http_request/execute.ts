import { setTimeout as sleep } from 'node:timers/promises'
import { failedItem, type Item, NodeError, type NodeCall } from '@steward/sdk/node'
import { number } from '../parameter.ts'
import { readAccess } from './authenticate.ts'
import { withEffectKey } from './idempotency.ts'
import { fetchPages, isPaginated } from './paginate.ts'
import { checkStatus, itemsOf, type ReadAnswer, readAnswer } from './read-answer.ts'
import { readCurrent } from './read-current.ts'
import { readOld } from './read-old.ts'
import type { Access, Request } from './request.ts'
import { send } from './send.ts'

// As many calls at once as a service will hardly take for an attack.
const concurrency = 10

type Once = { access?: Promise<Access> }

/** Makes the calls of all items, some at once, in batches where the node asks for them; results keep the order of the items. */
export async function execute(call: NodeCall): Promise<Item[]> {
  const { size, intervalMs } = batches(call)
  const results: Item[][] = []
  const once: Once = {}
  for (let from = 0; from < call.items.length; from += size) {
    if (from > 0 && intervalMs > 0) await sleep(intervalMs, undefined, { signal: call.signal })
    const batch = call.items.slice(from, from + size)
    results.push(...(await Promise.all(batch.map((item, at) => callFor(call, item, from + at, once)))))
  }
  return results.flat()
}

function batches(call: NodeCall): { size: number; intervalMs: number } {
  const path = call.node.version < 3 ? 'options' : 'options.batching.batch'
  const size = number(call, `${path}.batchSize`, 0, 0)
  // -1 and 0 mean no batches.
  if (size < 1) return { size: concurrency, intervalMs: 0 }
  return { size, intervalMs: Math.max(0, number(call, `${path}.batchInterval`, 0, 1000)) }
}

async function callFor(call: NodeCall, item: Item, index: number, once: Once): Promise<Item[]> {
  try {
    const request = await (call.node.version < 3 ? readOld : readCurrent)(call, item, index)
    const access = await (once.access ??= readAccess(call, request))
    const pages = await fetchAll(call, request, index, access)
    return pages.flatMap((page) => itemsOf(page, request, item)).map((made) => ({ ...made, pairedItem: { item: index } }))
  } catch (error) {
    if (call.node.onError !== 'stopWorkflow') return [failedItem(error, index)]
    if (!(error instanceof NodeError) || error.itemIndex !== undefined) throw error
    const { description, details, retryable, cause } = error
    throw new NodeError(error.message, {
      itemIndex: index,
      details,
      retryable,
      cause,
      ...(description === undefined ? {} : { description }),
    })
  }
}

async function fetchAll(call: NodeCall, request: Request, index: number, access: Access): Promise<ReadAnswer[]> {
  let page = 0
  const ask = async (one: Request, isEnd: (status: number) => boolean): Promise<ReadAnswer> => {
    const answer = await send(call, withEffectKey(call, one, { item: index, page: page++ }), access)
    if (!one.answer.neverError && !isEnd(answer.status)) checkStatus(answer, access, call.nowMs)
    return readAnswer(call, answer, one.answer.format)
  }
  if (call.node.version >= 3 && isPaginated(call)) return fetchPages(call, request, index, ask)
  return [await ask(request, () => false)]
}
