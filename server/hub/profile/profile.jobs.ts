import { type PurgeStep, purgeSubscription, rowsOfWorkspace, type Subscription, subscription, userPurged } from '#db'
import { auditEvent, type RecordedAct } from '#hub/audit'
import { describeDevice, ownerTold, userDeleted } from '#hub/identity'
import { insertActivity } from './activity.store.ts'
import { deleteUnsharedOf } from './filter/filter.store.ts'
import { type DeliverParts, deliverSubscription } from './notification/deliver.ts'
import { deleteOfMember } from './notification/notification.store.ts'
import { tellPeople } from './notification/tell-people.ts'
import { findPreferences } from './preferences.store.ts'
import { deletePerson } from './profile.store.ts'
import { deletePushesOf } from './push/push.store.ts'
import type { ProfileTables } from './profile.tables.ts'

/** Reading is not doing, and what a machine does for a person is in the log of the workspace. */
const isOwn = ({ action, means }: RecordedAct): boolean =>
  (means === 'web' || means === 'api' || means === 'command_line') && !/\.(read|viewed|exported)$/.test(action)

type OwnerTold = { readonly about: string; readonly userId: string; readonly at: string; readonly agent: string | null }

const steps: readonly PurgeStep[] = [
  rowsOfWorkspace('notifications', ['id']),
  rowsOfWorkspace('saved_filters', ['id']),
  rowsOfWorkspace('export_files', ['task_id']),
  rowsOfWorkspace('tasks', ['id']),
]

export const profileSubscriptions = (parts: DeliverParts): readonly Subscription[] => [
  subscription<ProfileTables>({
    consumer: 'profile.activities',
    types: [auditEvent],
    handle: async (tx, event) => {
      const act = event.payload as unknown as RecordedAct
      const { userId } = act
      if (userId === null || !isOwn(act)) return
      if (!(await findPreferences(tx, userId)).activityTracking) return
      const name = act.new?.['name'] ?? act.old?.['name']
      await insertActivity(tx, {
        id: event.id,
        userId,
        type: act.action,
        description: typeof name === 'string' ? name.slice(0, 500) : null,
        address: act.address,
        agent: act.agent,
        metadata: { workspaceId: act.workspaceId, resourceId: act.resourceId },
        at: new Date(act.at),
      })
    },
  }),
  subscription<ProfileTables>({
    consumer: 'profile.people',
    types: [userPurged],
    handle: (tx, event) => deletePerson(tx, (event.payload as { readonly userId: string }).userId),
  }),
  subscription<ProfileTables>({
    consumer: 'profile.browsers',
    types: [userDeleted],
    handle: async (tx, event) => {
      const { userId } = event.payload as { readonly userId: string }
      await deletePushesOf(tx, userId)
    },
  }),
  subscription<ProfileTables>({
    consumer: 'profile.sign_ins',
    types: [ownerTold],
    handle: async (tx, event) => {
      const { about, userId, agent } = event.payload as unknown as OwnerTold
      if (about !== 'new_sign_in') return
      await tellPeople(tx, {
        kind: 'new_sign_in',
        workspaceId: null,
        subject: event.id,
        parts: { device: describeDevice(agent) ?? 'a program that does not say what it is' },
        path: '/settings/security',
        people: [userId],
      })
    },
  }),
  subscription<ProfileTables>({
    consumer: 'profile.members',
    types: ['member.ended'],
    handle: async (tx, event) => {
      const { workspaceId, userId } = event.payload as { readonly workspaceId: string; readonly userId?: string }
      if (userId === undefined) return
      await deleteOfMember(tx, { workspaceId, userId })
      await deleteUnsharedOf(tx, { workspaceId, userId })
    },
  }),
  deliverSubscription(parts),
  purgeSubscription('profile', steps),
]
