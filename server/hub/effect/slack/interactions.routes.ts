import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '#base/error'
import { clientOf } from '#http'
import { hashToken, newToken } from '#hub/identity'
import { isFromSlack, linkText, SlackClient, SlackFailure } from '#slack'
import { findApproval } from '../approval/approval.store.ts'
import { decide } from '../approval/decide.ts'
import { buttonValue, readButtonValue, rejectDialog } from './compose-message.ts'
import { insertNotice } from './notice.store.ts'
import { findUserOf, insertInvitation, type SlackPerson } from './people.store.ts'
import { type SlackSettings, slackSettings } from './slack.config.ts'
import type { SlackParts } from './slack-sender.ts'
import type { SlackTables } from './slack.tables.ts'

const bodyBytesMax = 200_000
const invitationMs = 3_600_000
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * What Slack calls when somebody presses a button below `/slack/interactions/<workspace>`. Bodies must reach it as they
 * came, because they are signed. Whatever cannot be proven to come from Slack gets the same answer.
 */
export function registerSlack(app: FastifyInstance, parts: SlackParts): void {
  app.post('/slack/interactions/:workspaceId', { bodyLimit: bodyBytesMax }, (request, reply) => receive(parts, request, reply))
}

async function receive(parts: SlackParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { workspaceId } = request.params as { workspaceId: string }
  const settings = uuid.test(workspaceId) ? slackSettings(parts.config, workspaceId) : undefined
  const body = request.body instanceof Buffer ? request.body : Buffer.alloc(0)
  const header = (name: string) => (typeof request.headers[name] === 'string' ? request.headers[name] : undefined)
  const call = { timestamp: header('x-slack-request-timestamp'), signature: header('x-slack-signature'), body }
  if (settings === undefined || !isFromSlack(settings.signingSecret, call, parts.clock())) return reply.code(401).send()
  const pressed = readInteraction(body, workspaceId)
  // Kinds of interaction that none of our messages has.
  if (pressed === undefined) return reply.code(200).send()
  const visit: Visit = { parts, settings, address: clientOf(request).address }
  if (pressed.kind === 'button') await pressButton(visit, pressed)
  const fault = pressed.kind === 'reason' ? await submitReason(visit, pressed) : undefined
  return fault === undefined ? reply.code(200).send() : reply.code(200).send(fault)
}

type Visit = { readonly parts: SlackParts; readonly settings: SlackSettings; readonly address: string }

type Pressed = SlackPerson & { readonly approvalId: string; readonly hash: string } & (
    | { readonly kind: 'button'; readonly button: 'approve' | 'reject'; readonly channel: string; readonly triggerId: string }
    | { readonly kind: 'reason'; readonly reason: string }
  )

/** Undefined for what none of our messages sends. */
function readInteraction(body: Buffer, workspaceId: string): Pressed | undefined {
  const payload = parse(new URLSearchParams(body.toString('utf8')).get('payload') ?? '')
  const user = fieldsOf(payload['user'])
  const teamId = textOf(fieldsOf(payload['team'])['id']) ?? textOf(user['team_id'])
  const slackUserId = textOf(user['id'])
  if (teamId === undefined || slackUserId === undefined) return undefined
  const person = { workspaceId, teamId, slackUserId }
  if (payload['type'] === 'block_actions') {
    const action = fieldsOf(Array.isArray(payload['actions']) ? (payload['actions'] as unknown[])[0] : undefined)
    const about = readButtonValue(action['value'])
    const button = action['action_id']
    const channel = textOf(fieldsOf(payload['channel'])['id'])
    const triggerId = textOf(payload['trigger_id'])
    if (about === undefined || channel === undefined || triggerId === undefined) return undefined
    return button === 'approve' || button === 'reject'
      ? { kind: 'button', ...person, ...about, button, channel, triggerId }
      : undefined
  }
  const view = fieldsOf(payload['view'])
  const about = readButtonValue(view['private_metadata'])
  if (payload['type'] !== 'view_submission' || view['callback_id'] !== 'reject' || about === undefined) return undefined
  const values = fieldsOf(fieldsOf(view['state'])['values'])
  const reason = textOf(fieldsOf(fieldsOf(values['reason'])['reason'])['value']) ?? ''
  return { kind: 'reason', ...person, ...about, reason }
}

/** Answered within the three seconds that Slack waits; what was pressed too late or by the wrong person is told to them alone. */
async function pressButton(visit: Visit, pressed: Extract<Pressed, { kind: 'button' }>): Promise<void> {
  const { parts, settings } = visit
  const { workspaceId, approvalId, channel, slackUserId: user } = pressed
  const client = new SlackClient({ ...settings, net: parts.net })
  const userId = await findUserOf(parts.db, pressed)
  if (userId === undefined) return await tell(visit, () => invite(visit, pressed, client))
  if (pressed.button === 'reject') {
    const approval = await findApproval(parts.db, { workspaceId, id: approvalId })
    if (approval?.state === 'pending' && approval.action_hash.toString('hex') === pressed.hash) {
      return await tell(visit, () => client.openDialog(pressed.triggerId, rejectDialog(buttonValue(approval), approval.title)))
    }
  }
  const refusal = await answer(visit, pressed, { userId, decision: pressed.button, reason: null })
  if (refusal !== undefined) await tell(visit, () => client.whisper({ channel, user }, refusal))
}

async function submitReason(visit: Visit, pressed: Extract<Pressed, { kind: 'reason' }>): Promise<object | undefined> {
  const { reason } = pressed
  const userId = await findUserOf(visit.parts.db, pressed)
  const refusal =
    userId === undefined
      ? 'Your account in Slack is not connected with Steward any more.'
      : reason.trim() === ''
        ? 'Say why.'
        : await answer(visit, pressed, { userId, decision: 'reject', reason: reason.slice(0, 2_000) })
  return refusal === undefined ? undefined : { response_action: 'errors', errors: { reason: refusal.slice(0, 300) } }
}

type Said = { readonly userId: string; readonly decision: 'approve' | 'reject'; readonly reason: string | null }

/** The one way to decide; undefined when it counts, else why it does not. */
async function answer({ parts, address }: Visit, pressed: Pressed, said: Said): Promise<string | undefined> {
  const { workspaceId, approvalId, hash } = pressed
  const { userId: actorId, decision, reason } = said
  const scope = {
    db: parts.db.within(workspaceId),
    workspaceId,
    actorId,
    now: parts.clock(),
    from: { address, agent: 'Slack' },
    means: 'web' as const,
  }
  try {
    await decide(scope, { approvalId, decision, hash, reason, via: 'slack' })
    return undefined
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    // The message tells what became of it meanwhile; who pressed late sees that too.
    await parts.db
      .transaction<SlackTables, void>('effect', (tx) => insertNotice(tx, { workspaceId, approvalId, kind: 'changed' }))
      .catch((failure: unknown) => parts.log.warn({ err: failure, approvalId }, 'a message in Slack was not brought up to date'))
    return error.message
  }
}

/** Only somebody who is signed in can say who they are here; the link is shown to nobody else in the channel. */
async function invite({ parts }: Visit, pressed: Extract<Pressed, { kind: 'button' }>, client: SlackClient): Promise<void> {
  const token = newToken()
  const now = parts.clock()
  const expiresAt = new Date(now.getTime() + invitationMs)
  await parts.db.transaction<SlackTables, void>('effect', (tx) =>
    insertInvitation(tx, { ...pressed, tokenHash: hashToken(token), expiresAt, now }),
  )
  const link = linkText(`${parts.publicUrl}/connect-slack/${token}?workspace=${pressed.workspaceId}`, 'Connect it')
  const { channel, slackUserId: user } = pressed
  await client.whisper(
    { channel, user },
    `Nothing was decided: Steward does not know who you are here. ${link}, then press again.`,
  )
}

/** What was decided counts, whether or not Slack can be told of it. */
async function tell({ parts }: Visit, say: () => Promise<void>): Promise<void> {
  try {
    await say()
  } catch (error) {
    if (!(error instanceof SlackFailure)) throw error
    parts.log.warn({ reason: error.message }, 'somebody in Slack was not answered')
  }
}

function parse(json: string): Record<string, unknown> {
  try {
    return fieldsOf(JSON.parse(json))
  } catch {
    return {}
  }
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
const textOf = (value: unknown) => (typeof value === 'string' && value !== '' && value.length <= 3_000 ? value : undefined)
