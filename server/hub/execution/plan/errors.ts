import { defineErrors } from '#base/error'

export const planError = defineErrors('plan', {
  plans_busy: ['rate_limited', 'As many plans as may be made at once are being made. Try again in a moment.'],
  cannot_plan: ['conflict', 'No plan can be made: {reason}'],
  draft_needs_right: [
    'forbidden',
    'Planning a document that is not stored reads with the connections it names, so it takes the right to change workflows.',
  ],
})
