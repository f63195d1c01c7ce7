import { useQueryClient } from '@tanstack/react-query'
import { sessionQuery } from './session.ts'

/** To be called after members, roles or pods were changed: each says who may what, and it may have been about oneself. */
export function useAfterRightsChange(): () => void {
  const client = useQueryClient()
  return () => {
    for (const queryKey of [['members'], ['roles'], ['pods'], ['workspaces'], sessionQuery.queryKey])
      void client.invalidateQueries({ queryKey })
  }
}
