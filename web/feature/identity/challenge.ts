import type { SecondFactorAsked } from '@steward/contract/api/second-factor'

/** Where a page that got as far as the second step leaves it for the sign-in page, which asks for the code. */
export const challengeKey = ['sign-in-challenge'] as const

export type Challenge = SecondFactorAsked['secondFactor']
