import * as contract from '@steward/contract/api/invitation'
import type { SecretBox } from '#base/secret-box'
import { type PublicCall, readSessionCookie, route, type Route, setSessionCookie } from '#http'
import { completeSignIn, findCaller, findUserNames, visitorOf } from '#hub/identity'
import { requireWholePerson } from '../acting.ts'
import { forgetMemberships } from '../resolve-membership.ts'
import { giverOf } from '../role/giver-of.ts'
import { acceptAs, acceptAsNew, acceptMine, declineMine, findInvitation, listMine } from './accept-invitation.ts'
import { asInvitations } from './as-invitation.ts'
import { linkInvitation, resendInvitation, revokeInvitation } from './change-invitation.ts'
import { listInvitationRows } from './invitation.store.ts'
import { invitePeople } from './invite-people.ts'

export function invitationRoutes({ box, publicUrl }: { readonly box: SecretBox; readonly publicUrl: string }): readonly Route[] {
  return [...ownSide(box, publicUrl), ...otherSide]
}

/** For those who invite. */
const ownSide = (box: SecretBox, publicUrl: string): readonly Route[] => [
  route(contract.listInvitations, async ({ scope, query: { after, limit = 50, status } }) => {
    const { db, workspaceId, now } = scope
    const rows = await listInvitationRows(db, { workspaceId, status, now }, { after, limit: limit + 1 })
    const page = rows.slice(0, limit)
    return { items: await asInvitations(db, page), next: rows.length > limit ? (page.at(-1)?.id ?? null) : null }
  }),

  route(contract.invitePeople, async (call) => {
    const { scope, body } = call
    const answers = await invitePeople(await giverOf(call), box, body)
    const made = answers.flatMap(({ invitation }) => (invitation === null ? [] : [invitation]))
    const shown = new Map((await asInvitations(scope.db, made)).map((one) => [one.id, one]))
    return {
      items: answers.map((one) => ({ ...one, invitation: one.invitation && (shown.get(one.invitation.id) ?? null) })),
    }
  }),

  route(contract.resendInvitation, async (call) => {
    const [invitation] = await asInvitations(call.scope.db, [await resendInvitation(await giverOf(call), box, call.params.id)])
    return invitation as contract.Invitation
  }),

  route(contract.linkInvitation, async (call) => {
    const { path, isVouched } = await linkInvitation(await giverOf(call), call.params.id)
    return { link: new URL(path, publicUrl).href, opensAccount: isVouched }
  }),

  route(contract.revokeInvitation, async (call) => revokeInvitation(await giverOf(call), call.params.id)),
]

/** For those who are invited; `db` is outside of the wall, because they are not in the workspace yet. */
const otherSide: readonly Route[] = [
  route(contract.findInvitation, async ({ db, now, body }: PublicCall<typeof contract.findInvitation>) => {
    const { workspaceName, invitedBy, role, expiresAt, proves } = await findInvitation(db, body.token, now)
    const names = await findUserNames(db, [invitedBy])
    return {
      workspaceName,
      invitedBy: names.get(invitedBy) ?? '',
      role,
      expiresAt: expiresAt.toISOString(),
      opensAccount: proves,
    }
  }),

  route(contract.acceptInvitation, async (call: PublicCall<typeof contract.acceptInvitation>) => {
    const { db, now, client: from, body, request, reply } = call
    const { token, account } = body
    const secret = readSessionCookie(request)
    const caller = secret === undefined ? undefined : await findCaller(db, { kind: 'session', secret }, { now })
    if (caller !== undefined && secret !== undefined) {
      if (caller.renewed && caller.expiresAt !== null) setSessionCookie(reply, secret, caller.expiresAt)
      const workspaceId = await acceptAs(db, { now, from }, { token, userId: caller.user.id })
      await forgetMemberships(db)
      return { workspaceId, signedIn: true }
    }
    const { workspaceId, user } = await acceptAsNew(db, { now, from }, { token, account })
    await forgetMemberships(db)
    if (user === undefined) return { workspaceId, signedIn: false }
    const outcome = await completeSignIn(db, visitorOf(call), { user, method: 'verification' })
    if (outcome.kind !== 'session') return { workspaceId, signedIn: false }
    setSessionCookie(reply, outcome.session.secret, outcome.session.expiresAt)
    return { workspaceId, signedIn: true }
  }),

  route(contract.listMyInvitations, async ({ db, actor, now }) => {
    const mine = await listMine(db, actor.userId, now)
    const names = await findUserNames(
      db,
      mine.map((one) => one.invitedBy),
    )
    return {
      items: mine.map(({ id, workspaceName, invitedBy, role, expiresAt }) => ({
        id,
        workspaceName,
        invitedBy: names.get(invitedBy) ?? '',
        role,
        expiresAt: expiresAt.toISOString(),
      })),
    }
  }),

  route(contract.acceptMyInvitation, async ({ db, now, client: from, actor, params }) => {
    requireWholePerson(actor)
    const workspaceId = await acceptMine(db, { now, from }, { id: params.id, userId: actor.userId })
    await forgetMemberships(db)
    return { workspaceId }
  }),

  route(contract.declineMyInvitation, ({ db, now, client: from, actor, params }) => {
    requireWholePerson(actor)
    return declineMine(db, { now, from }, { id: params.id, userId: actor.userId })
  }),
]
