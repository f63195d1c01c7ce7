import type { Call } from '#http'
import type { OwnScope } from './change-profile.ts'

/** A person is in several workspaces, so what is theirs is within none of them. */
export const ownScopeOf = ({ db, actor, scope }: Pick<Call, 'db' | 'actor' | 'scope'>): OwnScope => ({
  ...scope,
  db,
  actorId: actor.userId,
})
