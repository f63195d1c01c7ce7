import type { Logger } from 'pino'
import type { Databases } from '#db'
import { record } from '#hub/audit'
import { type ApprovalTx, lockDue, updateApproval } from './approval.store.ts'
import type { ApprovalTables } from './approval.tables.ts'
import { nextEscalation } from './ask-people.ts'
import { approvalEscalated, approvalReminded, settleExpired, tellHubs } from './change-approval.ts'
import { deleteExpiredLinks } from './link.store.ts'

const everyMs = 15_000
const linksPerStep = 500

type Parts = { readonly db: Databases; readonly log: Logger; readonly clock: () => Date }

/** One thing for which it is time, in a transaction of its own; false when there is none. */
type Step = (tx: ApprovalTx, now: Date) => Promise<boolean>

/**
 * Ends approvals whose time is over, and tells when people are to be reminded or others asked as well. Any number may run:
 * what is told is told in the transaction that moves the time on, so each is told once.
 */
export class ApprovalCaretaker {
  private readonly parts: Parts
  private timer: NodeJS.Timeout | undefined
  private running: Promise<void> = Promise.resolve()

  constructor(parts: Parts) {
    this.parts = parts
  }

  start(): void {
    this.timer = setInterval(() => {
      this.running = this.running.then(() => this.round())
    }, everyMs).unref()
  }

  async stop(): Promise<void> {
    clearInterval(this.timer)
    await this.running
  }

  /** One round; a failure is told and made good by the next one. */
  async round(): Promise<void> {
    const { db, log, clock } = this.parts
    const now = clock()
    try {
      for (const step of [expire, remind, escalate, forgetLinks])
        while (await db.transaction<ApprovalTables, boolean>('effect', (tx) => step(tx, now)));
    } catch (error) {
      log.warn({ err: error }, 'approvals whose time has come were not looked after and will be later')
    }
  }
}

const expire: Step = async (tx, now) => {
  const approval = await lockDue(tx, 'expires_at', now)
  if (approval === undefined) return false
  await settleExpired(tx, approval, now)
  return true
}

const remind: Step = async (tx, now) => {
  const approval = await lockDue(tx, 'remind_at', now)
  if (approval === undefined) return false
  await updateApproval(tx, { workspaceId: approval.workspace_id, id: approval.id }, { remind_at: null })
  await tellHubs(tx, approvalReminded, approval)
  return true
}

const escalate: Step = async (tx, now) => {
  const approval = await lockDue(tx, 'escalate_at', now)
  if (approval === undefined) return false
  const { id, workspace_id: workspaceId, demands, created_at: since } = approval
  await updateApproval(tx, { workspaceId, id }, { escalate_at: nextEscalation(demands, { since, after: now }) })
  await record(
    tx,
    { actorId: null, workspaceId, now },
    { action: 'approval.escalated', resourceType: 'approval', resourceId: id, new: { name: approval.title } },
  )
  await tellHubs(tx, approvalEscalated, approval)
  return true
}

const forgetLinks: Step = async (tx, now) => (await deleteExpiredLinks(tx, now, linksPerStep)) === linksPerStep
