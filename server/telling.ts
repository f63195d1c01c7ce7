import { join } from 'node:path'
import type { Logger } from 'pino'
import type { SecretBox } from '#base/secret-box'
import type { Databases } from '#db'
import {
  type ExportFolder,
  exportFolder,
  NotificationMailer,
  type NotificationParts,
  PersonFeed,
  profileSubscriptions,
  PushSender,
  TaskCaretaker,
  type WhoMay,
} from '#hub/profile'
import { findActiveWorkspaceName, findWhoMay } from '#hub/tenant'
import { createNet, type Net } from '#net'

type Parts = {
  readonly databases: Databases
  readonly log: Logger
  readonly box: SecretBox
  readonly publicUrl: string
  readonly timezone: string
  readonly blobFolder: string
  /** Instead of one that calls nothing private, in tests. */
  readonly pushNet?: Net | undefined
}

/** How people are told of what goes on: live, by mail, in their browsers. The only place that knows who may see what. */
export function createTelling({ databases: db, log, box, publicUrl, timezone, blobFolder, pushNet }: Parts) {
  const clock = () => new Date()
  const whoMay: WhoMay = (wanted) => findWhoMay(db, { ...wanted, now: clock() })
  const workspaceName = (id: string) => findActiveWorkspaceName(db, id)
  const net = pushNet ?? createNet({ denyPrivate: true })
  const feed = new PersonFeed(db)
  const files: ExportFolder = exportFolder(join(blobFolder, 'exports'))
  const mailer = new NotificationMailer({ db, box, log, clock, whoMay, workspaceName })
  const pushes = new PushSender({ db, box, log, net, publicUrl, clock, whoMay, workspaceName })
  const tasks = new TaskCaretaker({ db, log, clock, files })
  const routeParts: NotificationParts = { box, net, publicUrl, denyPrivate: pushNet === undefined, feed, timezone }
  return {
    feed,
    files,
    routeParts,
    subscriptions: profileSubscriptions({ whoMay, clock, timezone }),
    /** What is done in the background, by processes that work. */
    upkeep: {
      start: () => {
        mailer.start()
        pushes.start()
        tasks.start()
      },
      stop: async () => {
        await mailer.stop()
        await pushes.stop()
        await tasks.stop()
      },
    },
    close: async () => {
      await feed.stop()
      await net.close()
    },
  }
}

export type Telling = ReturnType<typeof createTelling>
