import type { DurableDeps } from './durable-deps.ts'
import type { Held } from './held.ts'
import { usesStaticData } from './live.ts'
import { throughOutage } from './through-outage.ts'

/** Gives an execution what its nodes read of what is kept elsewhere, before it goes on in this process. */
export async function equip(deps: DurableDeps, held: Held): Promise<void> {
  const { live, log } = held
  const { variables } = deps
  if (variables !== undefined) live.variables = await throughOutage(deps, held, () => variables(log.head))
  if (usesStaticData(live.plan)) await throughOutage(deps, held, () => deps.loadStaticData(live))
}
