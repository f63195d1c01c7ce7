import { useCallback, useEffect, useRef, useState } from 'react'
import { useSession } from '../../api/session.ts'
import { type Draft, emptyDraft, readDraft } from './draft.ts'

const keepMs = 300

type Kept = {
  readonly draft: Draft
  readonly set: (change: Partial<Draft>) => void
  /** It was typed in an earlier visit. */
  readonly isOld: boolean
  readonly discard: () => void
}

/**
 * A draft that this browser keeps until it is submitted or thrown away, for each person and workspace. `name` tells one
 * request from another, `start` is what it begins with.
 */
export function useDraft(name: string, start: Draft = emptyDraft): Kept {
  const { user, workspace } = useSession()
  const key = `steward.query-draft.${workspace.id}.${user.id}.${name}`
  const [old] = useState(() => readDraft(read(key)))
  const [isOld, setOld] = useState(old !== undefined)
  const [draft, setDraft] = useState(old ?? start)
  const latest = useRef<Draft>(undefined)
  const write = useCallback(() => {
    if (latest.current !== undefined) keep(key, latest.current)
    latest.current = undefined
  }, [key])
  useEffect(() => {
    const timer = setTimeout(write, keepMs)
    return () => clearTimeout(timer)
  }, [draft, write])
  useEffect(() => {
    // Whoever leaves within those milliseconds loses nothing either.
    window.addEventListener('pagehide', write)
    return () => {
      window.removeEventListener('pagehide', write)
      write()
    }
  }, [write])
  const set = useCallback((change: Partial<Draft>) => {
    setDraft((before) => {
      const after = { ...before, ...change }
      latest.current = after
      return after
    })
  }, [])
  const discard = useCallback(() => {
    latest.current = undefined
    forget(key)
    setOld(false)
    setDraft(start)
    // oxlint-disable-next-line react/exhaustive-deps -- It begins again with what it began with.
  }, [key])
  return { draft, set, isOld, discard }
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function keep(key: string, draft: Draft): void {
  try {
    localStorage.setItem(key, JSON.stringify(draft))
  } catch {
    // Storage may be switched off or full; the page has it all the same.
  }
}

function forget(key: string): void {
  try {
    localStorage.removeItem(key)
  } catch {
    // Nothing is kept then.
  }
}
