import { expect, test } from 'vitest'
import { newId } from '#base/id'
import type { Approval } from '../approval/approval.ts'
import { composeMessage } from './compose-message.ts'

const hostile = '<!channel> <@U123> @here *now* <https://evil.example|your bank> &'
const now = new Date()

/** What is asked about where everything that people and services write is hostile, and as long as it gets. */
function message(state: Approval['state'] = 'pending'): ReturnType<typeof composeMessage> {
  const long = hostile.repeat(100)
  const approval = {
    id: newId(),
    title: long.slice(0, 500),
    detail: long.slice(0, 500),
    state,
    environment: 'production',
    target: long.slice(0, 300),
    risk: { level: 'high', reasons: Array.from({ length: 20 }, () => long.slice(0, 300)) },
    amount: '12900',
    amount_currency: 'EUR',
    demands: Array.from({ length: 30 }, () => ({ policy: { id: newId(), name: long.slice(0, 255), version: 1 } })),
    action_hash: Buffer.alloc(32),
    expires_at: new Date(now.getTime() + 60_000),
  } as unknown as Approval
  const decisions = Array.from({ length: 20 }, () => ({ name: long, decision: 'approve' as const, reason: long, at: now }))
  const payload = { html: '<p>&</p>'.repeat(500) }
  const about = { requesterName: long, replaced: undefined, decisions, publicUrl: 'https://steward.example', now }
  return composeMessage({ approval, payload, ...about })
}

type Text = { readonly type: string; readonly text: string; readonly verbatim?: boolean }

const textsOf = (value: unknown): Text[] =>
  typeof value !== 'object' || value === null
    ? []
    : [...('type' in value && value.type === 'mrkdwn' ? [value as Text] : []), ...Object.values(value).flatMap(textsOf)]

test.each(['pending', 'rejected'] as const)(
  'a message about something hostile mentions nobody and links nowhere: %s',
  (state) => {
    const { text, blocks } = message(state)

    for (const said of [text, ...textsOf(blocks).map((one) => one.text)]) {
      expect(said).not.toMatch(/<[!@](?!date)|<https:\/\/evil/)
    }
    expect(textsOf(blocks).every(({ verbatim }) => verbatim === true)).toBe(true)
  },
)

test.each(['pending', 'rejected'] as const)('no text of it is longer than Slack takes: %s', (state) => {
  expect(Math.max(...textsOf(message(state).blocks).map(({ text }) => text.length))).toBeLessThanOrEqual(3_000)
})

test('with all that can be long the link to the approval is still there', () => {
  expect(JSON.stringify(message('pending').blocks)).toMatch(/approvals\/[0-9a-f-]+\|00000000>/)
})
