import { bulkSubscription, purgeSubscription, rowsOfWorkspace, subscription, type Subscription, userPurged } from '#db'
import { appendLines } from './append-lines.ts'
import { erasePerson } from './erase-person.ts'
import { auditEvent, type RecordedAct } from './record.ts'

/**
 * Takes the lines that the other hubs have put into their outboxes. The id of the event is the id of the line. The lines
 * outlive their workspace; what people read of it does not.
 */
export const auditSubscriptions: readonly Subscription[] = [
  bulkSubscription<unknown>({
    consumer: 'audit',
    types: [auditEvent],
    handle: (tx, events) =>
      appendLines(
        tx,
        events.map(({ id, payload }) => ({ ...(payload as unknown as RecordedAct), id })),
        new Date(),
      ),
  }),
  subscription<unknown>({
    consumer: 'audit.people',
    types: [userPurged],
    handle: (tx, { payload, publishedAt }) =>
      erasePerson(tx, { actorId: null, now: publishedAt }, (payload as { userId: string }).userId),
  }),
  purgeSubscription('audit', [rowsOfWorkspace('activity_logs', ['id'])]),
]
