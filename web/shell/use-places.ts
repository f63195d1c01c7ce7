import { useQuery } from '@tanstack/react-query'
import { approvalCountQuery } from '../api/approvals.ts'
import { useCan, useCanSomewhere } from '../api/session.ts'
import { type Place, places } from './places.ts'

/** The places that somebody may go to. */
export function usePlaces(): readonly Place[] {
  const can = useCanSomewhere()
  return places.filter(({ permission }) => permission === undefined || can(permission))
}

/** How many things of a place wait for the person. */
export function useWaiting(): (place: Place) => number {
  const mayRead = useCan()('execution:read')
  const { data } = useQuery({ ...approvalCountQuery, enabled: mayRead })
  return ({ name }) => (name === 'approvals' ? (data?.mine ?? 0) : 0)
}
