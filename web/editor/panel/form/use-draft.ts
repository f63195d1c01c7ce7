import { useCallback, useEffect, useRef, useState } from 'react'

const restMs = 120

/**
 * What a person types is shown at once and handed on when the keys rest, when the field is left, and when it goes away:
 * a key press never waits for the workflow around it.
 */
export function useDraft(value: string, commit: (text: string) => void) {
  const [draft, setDraft] = useState(value)
  const state = useRef({ value, draft: value, timer: 0, commit })
  state.current.commit = commit
  const flush = useCallback(() => {
    const now = state.current
    window.clearTimeout(now.timer)
    if (now.draft === now.value) return
    now.value = now.draft
    now.commit(now.draft)
  }, [])
  // A change from elsewhere (undo, somebody else) counts; what was handed on comes back and changes nothing.
  if (state.current.value !== value) {
    state.current.value = value
    state.current.draft = value
    if (draft !== value) setDraft(value)
  }
  useEffect(() => {
    window.addEventListener('pagehide', flush)
    return () => {
      window.removeEventListener('pagehide', flush)
      flush()
    }
  }, [flush])
  const change = (text: string) => {
    state.current.draft = text
    setDraft(text)
    window.clearTimeout(state.current.timer)
    state.current.timer = window.setTimeout(flush, restMs)
  }
  return { draft, change, flush }
}
