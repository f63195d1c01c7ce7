import type { Actor } from '#http'
import { identityError } from '../errors.ts'

/** How long a sign-in, or a confirmation that it is still the same person, counts as fresh. */
export const freshMinutes = 10

/**
 * For what would hand the account over to whoever finds a browser open: refuses unless the person proved in the last
 * minutes who they are. A program with a key or a token cannot prove that, so it is refused altogether, whatever its scopes.
 */
export function requireFresh(
  actor: Actor,
  { now, minutes = freshMinutes }: { readonly now: Date; readonly minutes?: number },
): void {
  if (actor.authenticatedAt === null) throw identityError.person_required()
  if (now.getTime() - actor.authenticatedAt.getTime() > minutes * 60_000) throw identityError.step_up_required({ minutes })
}

/** For what is a person's own business, however long ago they signed in. */
export function requirePerson(actor: Actor): void {
  if (actor.authenticatedAt === null) throw identityError.person_required()
}

export const freshUntil = (authenticatedAt: Date): Date => new Date(authenticatedAt.getTime() + freshMinutes * 60_000)
