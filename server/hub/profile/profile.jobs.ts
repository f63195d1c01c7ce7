import { type Subscription, subscription, userPurged } from '#db'
import { auditEvent, type RecordedAct } from '#hub/audit'
import { insertActivity } from './activity.store.ts'
import { findPreferences } from './preferences.store.ts'
import { deletePerson } from './profile.store.ts'
import type { ProfileTables } from './profile.tables.ts'

/** Reading is not doing, and what a machine does for a person is in the log of the workspace. */
const isOwn = ({ action, means }: RecordedAct): boolean =>
  (means === 'web' || means === 'api' || means === 'command_line') && !/\.(read|viewed|exported)$/.test(action)

export const profileSubscriptions: readonly Subscription[] = [
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
]
