import type { DurableDeps } from './durable-deps.ts'
import type { Held } from './held.ts'
import { usesStaticData } from './live.ts'

/** Gives an execution what its nodes read of what is kept elsewhere, before it goes on in this process. */
export async function equip(deps: DurableDeps, { live, log }: Held): Promise<void> {
  const variables = deps.variables?.(log.head)
  if (variables !== undefined) live.variables = variables instanceof Promise ? await variables : variables
  if (usesStaticData(live.plan)) await deps.loadStaticData(live)
}
