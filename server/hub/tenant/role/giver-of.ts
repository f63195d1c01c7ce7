import type { Databases } from '#db'
import type { Actor, RequestScope } from '#http'
import type { GivingScope } from '../acting.ts'
import { lacksOf } from '../holding.ts'
import { findHolders } from './find-holders.ts'

/** Who asks, with what they may hand on at this moment: read anew, because a right is at stake. */
export async function giverOf(call: { db: Databases; scope: RequestScope; actor: Actor }): Promise<GivingScope> {
  const { db, scope, actor } = call
  const { holders } = await findHolders(scope, [actor.userId])
  const lacks = lacksOf(holders[0]?.holdings ?? [], { now: scope.now, scopes: actor.scopes })
  return { ...scope, actor, everywhere: db, lacks }
}
