import type { Logger } from 'pino'
import type { BlobStore } from '#base/blob-store'
import type { SecretBox } from '#base/secret-box'
import { type Databases, startRelay, type Subscription } from '#db'
import { AccessCaretaker, type AccessContext, accessPurge, accessSubscriptions, QueryRunner } from '#hub/access'
import { type AuditLog, auditSubscriptions } from '#hub/audit'
import { configPurge, configSubscriptions } from '#hub/config'
import { connectorPurge } from '#hub/connector'
import {
  ApprovalCaretaker,
  approvalSubscriptions,
  effectPurge,
  effectSubscriptions,
  SlackSender,
  slackSubscriptions,
} from '#hub/effect'
import {
  decidedSubscription,
  type Executions,
  Pruner,
  RecoveryWatch,
  troubleSubscription,
  workspaceSubscriptions,
} from '#hub/execution'
import {
  AccountCaretaker,
  accountSubscriptions,
  identityPurge,
  MailSender,
  mailSubscriptions,
  roleSubscriptions,
  sessionSubscriptions,
} from '#hub/identity'
import { tenantAccountSubscriptions, WorkspacePurger } from '#hub/tenant'
import { DraftCaretaker, publicationSubscriptions, WordWriter, type WorkflowContext, workflowSubscriptions } from '#hub/workflow'
import type { MailTransport } from '#mail'
import type { Telling } from './telling.ts'

type Parts = {
  readonly databases: Databases
  readonly log: Logger
  readonly box: SecretBox
  readonly publicUrl: string
  readonly files: BlobStore
  readonly mail: MailTransport
  readonly audit: AuditLog
  readonly executions: Executions
  readonly workflows: WorkflowContext
  readonly slack: ConstructorParameters<typeof SlackSender>[0]
  readonly access: AccessContext
  readonly telling: Telling
}

/** What goes on in the background of an installation. Any number of processes may do it; those of the workers are enough. */
export function createUpkeep(parts: Parts): { start(): Promise<void>; stop(): Promise<void> } {
  const { databases: db, log, box, publicUrl, audit } = parts
  const clock = () => new Date()
  const pruner = new Pruner({ db, log, files: parts.files })
  const purger = new WorkspacePurger({ db, log })
  const accounts = new AccountCaretaker({ db, log, clock })
  const drafts = new DraftCaretaker({ db, log, context: parts.workflows, clock })
  const approvals = new ApprovalCaretaker({ db, log, clock })
  const slack = new SlackSender(parts.slack)
  const mails = new MailSender({ db, box, log, transport: parts.mail, publicUrl, clock })
  const queries = new QueryRunner({ context: parts.access, log })
  const recoveries = new RecoveryWatch({ db, log, clock })
  const words = new WordWriter({ db, log })
  const looksAfter = new AccessCaretaker({ context: parts.access, log })
  let relay: ReturnType<typeof startRelay> | undefined
  return {
    start: async () => {
      relay = startRelay(db, subscriptionsOf(parts))
      pruner.start()
      purger.start()
      accounts.start()
      approvals.start()
      drafts.start()
      audit.start()
      parts.telling.upkeep.start()
      looksAfter.start()
      recoveries.start()
      words.start()
      await queries.start()
      await mails.start()
      await slack.start()
    },
    stop: async () => {
      await queries.stop()
      await looksAfter.stop()
      await recoveries.stop()
      await words.stop()
      await relay?.stop()
      await mails.stop()
      await slack.stop()
      await pruner.stop()
      await purger.stop()
      await accounts.stop()
      await approvals.stop()
      await drafts.stop()
      await audit.stop()
      await parts.telling.upkeep.stop()
    },
  }
}

/** Who hears of what happens in other hubs. */
function subscriptionsOf({ databases, box, executions, workflows, access, slack, telling }: Parts): readonly Subscription[] {
  return [
    ...configSubscriptions,
    ...auditSubscriptions,
    ...mailSubscriptions,
    ...accountSubscriptions({ box }),
    ...sessionSubscriptions({ box }),
    ...tenantAccountSubscriptions(databases),
    ...roleSubscriptions,
    ...effectSubscriptions,
    ...approvalSubscriptions({ db: databases, box, clock: () => new Date() }),
    ...slackSubscriptions(slack),
    ...accessSubscriptions(access),
    ...telling.subscriptions,
    ...workflowSubscriptions,
    ...publicationSubscriptions(databases, workflows),
    ...workspaceSubscriptions(executions),
    decidedSubscription(executions),
    troubleSubscription(databases),
    configPurge,
    identityPurge,
    connectorPurge,
    effectPurge,
    accessPurge,
  ]
}
