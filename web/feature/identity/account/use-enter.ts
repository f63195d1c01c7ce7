import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Entry } from '../../../api/account.ts'
import { challengeKey } from '../challenge.ts'

/** Goes on after a link was accepted: in, or to the second step of signing in. */
export function useEnter(): (entry: Entry) => void {
  const navigate = useNavigate()
  const client = useQueryClient()
  return (entry) => {
    const asksMore = 'secondFactor' in entry
    if (asksMore) client.setQueryData(challengeKey, entry.secondFactor)
    void navigate({ to: asksMore ? '/sign-in' : '/workflows' })
  }
}
