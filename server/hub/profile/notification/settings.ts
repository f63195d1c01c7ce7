import { factsOfKind, type MailCadence, type NotificationKind, notificationKindNames } from '@steward/contract/notification'

/** How somebody is told of a kind. */
export type Ways = { readonly inApp: boolean; readonly mail: MailCadence; readonly push: boolean }

export type OwnWays = ReadonlyMap<NotificationKind, Ways>

export const waysOf = (own: OwnWays | undefined, kind: NotificationKind): Ways => own?.get(kind) ?? factsOfKind(kind)

/** What a digest is to say of it, which is nothing where a mail of its own goes out. */
export function digestCadence(kind: NotificationKind, { mail }: Ways): MailCadence {
  const { writes } = factsOfKind(kind)
  return writes === 'always' || (writes === 'own' && mail === 'at_once') ? 'never' : mail
}

export type KindWays = Ways & { readonly kind: NotificationKind; readonly isMailFixed: boolean }

export const allWays = (own: OwnWays): KindWays[] =>
  notificationKindNames.map((kind) => {
    const isMailFixed = factsOfKind(kind).writes === 'always'
    const { inApp, mail, push } = waysOf(own, kind)
    return { kind, inApp, mail: isMailFixed ? 'at_once' : mail, push, isMailFixed }
  })
