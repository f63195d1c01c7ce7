import { useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useSession } from '../../api/session.ts'
import { readVisits, type Visit, withVisit } from './recent.ts'

/** Of what has a name of its own: a workflow, an execution, an approval, a query. */
const named = /^\/(?:workflows|executions|approvals|queries)\/[0-9a-f-]{36}$/

const keyOf = (workspaceId: string) => `steward.visits.${workspaceId}`

/** Remembers in this browser what was looked at in the workspace. Storage may be switched off, and that is survived. */
export function useRememberVisits(): void {
  const { pathname } = useLocation()
  const { workspace } = useSession()
  useEffect(() => {
    if (!named.test(pathname)) return undefined
    const remember = () => {
      const name = document.title.replace(/ · Steward$/, '')
      if (name === '' || name === 'Steward') return
      try {
        const key = keyOf(workspace.id)
        localStorage.setItem(key, JSON.stringify(withVisit(readVisits(localStorage.getItem(key)), { path: pathname, name })))
      } catch {
        // Not remembered then.
      }
    }
    // The page sets its name when what it shows has been loaded.
    const timer = setTimeout(remember, 1500)
    return () => clearTimeout(timer)
  }, [pathname, workspace.id])
}

export function lastVisits(workspaceId: string): readonly Visit[] {
  try {
    return readVisits(localStorage.getItem(keyOf(workspaceId)))
  } catch {
    return []
  }
}
