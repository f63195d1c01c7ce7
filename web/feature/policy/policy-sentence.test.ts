import i18next from 'i18next'
import { beforeAll, expect, test } from 'vitest'
import { startLanguage } from '../../locale/i18n.ts'
import { type Names, policySentence, type Saying, type Words } from './policy-sentence.ts'

const same = (text: string) => text
const names: Names = { connector: same, connection: same, workflow: same, person: same, role: same }
let say: (policy: Saying) => string

beforeAll(async () => {
  await startLanguage()
  const t = i18next.getFixedT('en', ['policy', 'common']) as unknown as Words
  say = (policy) => policySentence(t, policy, names)
})

test('what comes with the product reads as one sentence', () => {
  const asking = { quorum: 1, expiresInMinutes: 10_080 }

  expect(
    say({ answer: 'ask', conditions: { classes: ['execute', 'pay', 'delete'], environments: ['production'] }, asking }),
  ).toBe('Pay, delete and execute in production ask: 1 person who may decide, within 7 days.')
})

test('every condition is said, and the verb follows how many there are', () => {
  const conditions: Saying['conditions'] = {
    classes: ['pay'],
    connections: ['Stripe live'],
    targets: ['api.stripe.com', '*.example.com'],
    amountOver: { minor: '5000', currency: 'EUR' },
    times: { days: [5, 1, 2, 3, 4], from: '18:00', to: '08:00', timezone: 'Europe/Berlin' },
    except: { workflows: ['Payroll'] },
  }

  expect(say({ answer: 'deny', conditions, asking: null })).toBe(
    'Pay over €50.00 through Stripe live to api.stripe.com or *.example.com on Mon–Fri from 18:00 to 08:00 (Europe/Berlin) except Payroll is denied.',
  )
  expect(say({ answer: 'allow', conditions: {}, asking: null })).toBe('Every effect is allowed.')
})

test('who is asked, how many, how long and what then', () => {
  const asking: NonNullable<Saying['asking']> = {
    deciders: { roles: ['Finance'], people: ['Mara'], podManagers: true },
    quorum: 2,
    expiresInMinutes: 90,
    remindAfterMinutes: 60,
    escalate: { afterMinutes: 120, to: { roles: ['Admin'] } },
    reasonRequired: true,
  }

  expect(say({ answer: 'ask', conditions: { classes: ['send'] }, asking })).toBe(
    'Send asks: 2 people of Finance, Mara or the managers of its pod, within 90 minutes, with a reason, reminded after 1 hour, after 2 hours also Admin.',
  )
})
