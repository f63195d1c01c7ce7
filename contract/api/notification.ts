import { type Static, Type } from 'typebox'
import { mailCadences, notificationKindNames } from '../notification.ts'
import { endpoint } from './endpoint.ts'
import { Id, IdParams, Nothing, Nullable, PageQuery, Time } from './page.ts'

const tag = 'notification'
const Kind = Type.Enum([...notificationKindNames])

/** Something that a person is told. What it says is written by whoever shows it, of the kind and the parts. */
export const Notification = Type.Object(
  {
    id: Id,
    kind: Kind,
    workspaceId: Nullable(Id),
    parts: Type.Record(Type.String(), Nullable(Type.Union([Type.String(), Type.Number()])), {
      description: 'Names and numbers for the sentence: never what was worked on, never a secret.',
    }),
    path: Type.String({ description: 'The page of what it is about.' }),
    count: Type.Integer({ description: 'How often it has happened since it was read last.' }),
    isRead: Type.Boolean(),
    firstAt: Time,
    at: Time,
  },
  { $id: 'Notification' },
)
export type Notification = Static<typeof Notification>

const Unread = Type.Object({ unread: Type.Integer({ description: 'How many have not been read; counted up to 100.' }) })

export const listNotifications = endpoint({
  method: 'GET',
  path: '/notifications',
  operationId: 'listNotifications',
  tag,
  permission: 'session',
  summary: 'What one was told in this workspace and about one’s account, newest first. It is kept for 90 days.',
  query: Type.Object({ ...PageQuery, unread: Type.Optional(Type.Boolean()) }),
  response: Type.Object({ items: Type.Array(Notification), next: Nullable(Type.String()), unread: Unread.properties.unread }),
})

export const markNotification = endpoint({
  method: 'PATCH',
  path: '/notifications/:id',
  operationId: 'markNotification',
  tag,
  permission: 'session',
  summary: 'Marks a notification as read, or as unread again.',
  params: IdParams,
  body: Type.Object({ isRead: Type.Boolean() }, { additionalProperties: false }),
  response: Unread,
})

export const markAllNotifications = endpoint({
  method: 'POST',
  path: '/notifications/read',
  operationId: 'markAllNotifications',
  tag,
  permission: 'session',
  summary: 'Marks everything as read that had happened by then.',
  body: Type.Object({ until: Time }, { additionalProperties: false }),
  response: Unread,
})

export const PersonEvent = Type.Union(
  [Type.Object({ type: Type.Literal('notification.changed') }), Type.Object({ type: Type.Literal('task.changed') })],
  { $id: 'PersonEvent' },
)
export type PersonEvent = Static<typeof PersonEvent>

export const watchNotifications = endpoint({
  method: 'GET',
  path: '/notifications/events',
  operationId: 'watchNotifications',
  tag,
  permission: 'session',
  stream: true,
  summary: 'Says when what one is told, or one of one’s tasks, has changed; to that person alone.',
  response: PersonEvent,
})

export const NotificationSettings = Type.Object(
  {
    kinds: Type.Array(
      Type.Object({
        kind: Kind,
        inApp: Type.Boolean(),
        mail: Type.Enum([...mailCadences]),
        push: Type.Boolean(),
        isMailFixed: Type.Boolean({
          description: 'It is written at once, whatever one wants: it is about the safety of the account.',
        }),
      }),
    ),
    digest: Type.Object({
      hour: Type.Integer({ minimum: 0, maximum: 23 }),
      weekday: Type.Integer({ minimum: 1, maximum: 7, description: 'Of the weekly mail; 1 is Monday.' }),
      timezone: Type.String({ description: 'That of the profile, or of the installation.' }),
    }),
    mailTo: Nullable(Type.String({ description: 'The address of the person, once it is known to be theirs.' })),
    pushKey: Type.String({ description: 'What a browser needs to subscribe (VAPID, base64url).' }),
  },
  { $id: 'NotificationSettings' },
)
export type NotificationSettings = Static<typeof NotificationSettings>

export const getNotificationSettings = endpoint({
  method: 'GET',
  path: '/notification-settings',
  operationId: 'getNotificationSettings',
  tag,
  permission: 'session',
  summary: 'How one wants to be told of what.',
  response: NotificationSettings,
})

export const changeNotificationSettings = endpoint({
  method: 'PATCH',
  path: '/notification-settings',
  operationId: 'changeNotificationSettings',
  tag,
  permission: 'session',
  summary: 'Changes how one is told of some kinds, and when digests come. What is named is changed, the rest stays.',
  body: Type.Object(
    {
      kinds: Type.Optional(
        Type.Array(
          Type.Object(
            {
              kind: Kind,
              inApp: Type.Optional(Type.Boolean()),
              mail: Type.Optional(Type.Enum([...mailCadences])),
              push: Type.Optional(Type.Boolean()),
            },
            { additionalProperties: false },
          ),
          { maxItems: 50 },
        ),
      ),
      digest: Type.Optional(
        Type.Object(
          {
            hour: Type.Optional(Type.Integer({ minimum: 0, maximum: 23 })),
            weekday: Type.Optional(Type.Integer({ minimum: 1, maximum: 7 })),
          },
          { additionalProperties: false },
        ),
      ),
    },
    { additionalProperties: false },
  ),
  response: NotificationSettings,
})

export const PushSubscription = Type.Object(
  {
    id: Id,
    service: Type.String({ description: 'The host of the push service.' }),
    device: Nullable(Type.String({ description: 'Browser and system, as the browser told.' })),
    createdAt: Time,
    lastSentAt: Nullable(Time),
  },
  { $id: 'PushSubscription' },
)
export type PushSubscription = Static<typeof PushSubscription>

export const listPushSubscriptions = endpoint({
  method: 'GET',
  path: '/push-subscriptions',
  operationId: 'listPushSubscriptions',
  tag,
  permission: 'session',
  summary: 'The browsers that one is told in, even while Steward is closed there.',
  response: Type.Object({ items: Type.Array(PushSubscription) }),
})

const Key = (length: number) => Type.String({ minLength: length, maxLength: length + 2, pattern: '^[A-Za-z0-9_-]+={0,2}$' })

export const subscribeToPush = endpoint({
  method: 'POST',
  path: '/push-subscriptions',
  operationId: 'subscribeToPush',
  tag,
  permission: 'session',
  status: 201,
  summary: 'Lets this browser be told, by what it got from its push service. The address has to be a public one, over HTTPS.',
  body: Type.Object(
    {
      endpoint: Type.String({ minLength: 12, maxLength: 2_000 }),
      keys: Type.Object({ p256dh: Key(87), auth: Key(22) }, { additionalProperties: false }),
    },
    { additionalProperties: false },
  ),
  response: PushSubscription,
})

export const unsubscribeFromPush = endpoint({
  method: 'DELETE',
  path: '/push-subscriptions/:id',
  operationId: 'unsubscribeFromPush',
  tag,
  permission: 'session',
  status: 204,
  summary: 'Lets a browser be told no more.',
  params: IdParams,
  response: Nothing,
})

export const testPush = endpoint({
  method: 'POST',
  path: '/push-subscriptions/:id/test',
  operationId: 'testPush',
  tag,
  permission: 'session',
  summary: 'Sends something to a browser at once, and says what its push service answered.',
  params: IdParams,
  response: Type.Object({ outcome: Type.Enum(['sent', 'gone', 'refused']), detail: Nullable(Type.String()) }),
})

export const unsubscribeFromMails = endpoint({
  method: 'POST',
  path: '/unsubscriptions',
  operationId: 'unsubscribeFromMails',
  tag,
  permission: 'public',
  status: 204,
  summary: 'Ends the mails about what goes on, by the link in one of them.',
  body: Type.Object({ token: Type.String({ minLength: 1, maxLength: 1_000 }) }, { additionalProperties: false }),
  response: Nothing,
})
