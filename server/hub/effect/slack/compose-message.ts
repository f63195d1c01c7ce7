import { createHash } from 'node:crypto'
import type { DecisionKind } from '@steward/contract/api/approval'
import { decimalOf } from '@steward/contract/money'
import { type Block, codeBlock, linkText, plainText } from '#slack'
import { type Approval, stateAt, stateWords } from '../approval/approval.ts'

/** What a message about an approval is made of. */
export type Told = {
  readonly approval: Approval
  readonly payload: unknown
  /** What was asked about the same thing before. */
  readonly replaced: Pick<Approval, 'id' | 'title' | 'state' | 'expires_at'> | undefined
  readonly requesterName: string | null
  readonly decisions: readonly {
    readonly name: string
    readonly decision: DecisionKind
    readonly reason: string | null
    readonly at: Date
  }[]
  readonly publicUrl: string
  readonly now: Date
}

type Message = { readonly text: string; readonly blocks: readonly Block[] }

/** Verbatim: otherwise Slack makes links and mentions of words that only look like some. */
const text = (value: string): Block => ({ type: 'mrkdwn', text: value, verbatim: true })
const section = (value: string): Block => ({ type: 'section', text: text(value) })
const context = (value: string): Block => ({ type: 'context', elements: [text(value)] })

/** The question with its buttons while it is open, and what became of it afterwards. */
export function composeMessage(told: Told): Message {
  const { approval, now } = told
  const state = stateAt(approval, now)
  const head = [
    section(`*${plainText(approval.title)}*`),
    ...(approval.detail === null ? [] : [section(plainText(approval.detail))]),
    ...(told.replaced === undefined ? [] : [context(askedBefore(told.replaced, told))]),
  ]
  const title = plainText(approval.title, 200)
  if (state !== 'pending') {
    return { text: `${capital(stateWords[state])}: ${title}`, blocks: [...head, context(outcomeOf(told)), context(facts(told))] }
  }
  return {
    text: `Waits for a decision: ${title}`,
    blocks: [
      ...head,
      section(`*Exactly this will be sent*\n${codeBlock(JSON.stringify(told.payload, null, 2), 2_500)}`),
      context(facts(told)),
      ...(told.decisions.length === 0 ? [] : [context(soFar(told))]),
      buttons(told),
    ],
  }
}

/** A question that is asked anew names the one before, whose message stands farther up. */
function askedBefore({ id, title, ...before }: NonNullable<Told['replaced']>, { publicUrl, now }: Told): string {
  const state = stateAt(before, now)
  const why = state === 'superseded' ? 'this replaces it, because it or the policies were changed' : `it is ${stateWords[state]}`
  return `Asked about before as ${linkText(`${publicUrl}/approvals/${id}`, title)}: ${why}.`
}

/** What is sent back when a button is pressed: which approval, and which exact action the person was looking at. */
export const buttonValue = ({ id, action_hash }: Pick<Approval, 'id' | 'action_hash'>) => `${id} ${action_hash.toString('hex')}`

export function readButtonValue(value: unknown): { readonly approvalId: string; readonly hash: string } | undefined {
  const [, approvalId, hash] = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) ([0-9a-f]{64})$/.exec(String(value)) ?? []
  return approvalId === undefined || hash === undefined ? undefined : { approvalId, hash }
}

function buttons({ approval, publicUrl }: Told): Block {
  const value = buttonValue(approval)
  const button = (id: string, words: string, more: Block = {}): Block => ({
    type: 'button',
    action_id: id,
    text: { type: 'plain_text', text: words },
    value,
    ...more,
  })
  return {
    type: 'actions',
    // Slack wants a name that is not used twice in a message; a new question is a new message.
    block_id: createHash('sha256').update(value).digest('hex').slice(0, 32),
    elements: [
      button('approve', approveWords(approval), { style: 'primary' }),
      button('reject', 'Reject', { style: 'danger' }),
      button('open', 'Open in Steward', { url: `${publicUrl}/approvals/${approval.id}` }),
    ],
  }
}

/** So many fit into a message with all the rest. */
const shownPolicies = 5

/** The button repeats what it costs. */
function approveWords({ amount, amount_currency: currency }: Approval): string {
  return amount === null || currency === null ? 'Approve' : `Approve ${currency} ${decimalOf({ minor: amount, currency })}`
}

function facts({ approval, requesterName, publicUrl, now }: Told): string {
  const { risk, environment, target, demands, expires_at: until, action_hash: hash } = approval
  const parts = [
    `Risk ${risk.level}${
      risk.reasons.length === 0
        ? ''
        : `: ${risk.reasons
            .slice(0, 4)
            .map((reason) => plainText(reason, 200))
            .join(', ')}`
    }`,
    capital(environment),
    ...(target === null ? [] : [plainText(target, 200)]),
    ...(requesterName === null ? [] : [`asked for by ${plainText(requesterName, 200)}`]),
    demands
      .slice(0, shownPolicies)
      .map(({ policy }) => `policy “${plainText(policy.name, 200)}”`)
      .join(', '),
    ...(stateAt(approval, now) === 'pending'
      ? [`until <!date^${Math.floor(until.getTime() / 1000)}^{date_short_pretty} {time}|${until.toISOString()}>`]
      : []),
    linkText(`${publicUrl}/approvals/${approval.id}`, hash.toString('hex').slice(0, 8)),
  ]
  return parts
    .filter((part) => part !== '')
    .join(' · ')
    .slice(0, 2_900)
}

const past: Readonly<Record<DecisionKind, string>> = {
  approve: 'approved',
  reject: 'rejected',
  ask_changes: 'asked for changes',
  delegate: 'handed it over',
  break_glass: 'let it happen in an emergency',
  review: 'looked at it',
  withdraw: 'withdrew it',
}

function soFar({ decisions }: Told): string {
  return decisions
    .map(
      ({ name, decision, reason }) =>
        `${plainText(name, 200)} ${past[decision]}${reason === null ? '' : `: ${plainText(reason, 500)}`}`,
    )
    .join('\n')
    .slice(0, 2_900)
}

function outcomeOf(told: Told): string {
  const state = stateAt(told.approval, told.now)
  const said = soFar(told)
  return said === '' ? `*${capital(stateWords[state])}*` : `*${capital(stateWords[state])}*\n${said}`
}

const capital = (words: string) => `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`

/** Asks why, because a rejection without a reason helps nobody. */
export function rejectDialog(value: string, title: string): Block {
  return {
    type: 'modal',
    callback_id: 'reject',
    private_metadata: value,
    title: { type: 'plain_text', text: 'Reject' },
    submit: { type: 'plain_text', text: 'Reject' },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: [
      section(plainText(title, 500)),
      {
        type: 'input',
        block_id: 'reason',
        label: { type: 'plain_text', text: 'Reason, kept with the receipt' },
        element: { type: 'plain_text_input', action_id: 'reason', multiline: true, max_length: 2_000 },
      },
    ],
  }
}
