import type { SecondFactorAsked } from '@steward/contract/api/second-factor'
import { useQuery, useQueryClient } from '@tanstack/react-query'

/** Where a page that got as far as the second step leaves it for the sign-in page, which asks for the code. */
export const challengeKey = ['sign-in-challenge'] as const

export type Challenge = SecondFactorAsked['secondFactor']

/** The second step that waits to be made in this tab, whoever asked for it. */
export function useChallenge() {
  const client = useQueryClient()
  const { data } = useQuery<Challenge>({ queryKey: challengeKey, enabled: false })
  return {
    challenge: data,
    ask: (challenge: Challenge) => client.setQueryData(challengeKey, challenge),
    forget: () => client.removeQueries({ queryKey: challengeKey }),
  }
}
