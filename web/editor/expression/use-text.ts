import type { EditorView } from '@codemirror/view'
import { type RefObject, useEffect, useRef } from 'react'
import { describe, takeText } from './open-editor.ts'

type View = RefObject<EditorView | undefined>

/**
 * Keeps an editor at the text it is given, and hands on what is written in it. What was handed on comes back, late at times,
 * when more has been written: it is known by being among the texts that are still on their way.
 */
export function useText(view: View, text: string, onText: (text: string) => void): (text: string) => void {
  const latest = useRef({ text, onText })
  const away = useRef<string[]>([])
  useEffect(() => {
    latest.current = { text, onText }
  })
  useEffect(() => {
    const at = away.current.lastIndexOf(text)
    away.current = at === -1 ? [] : away.current.slice(at + 1)
    if (at === -1 && view.current !== undefined) takeText(view.current, text)
  }, [view, text])
  const tell = useRef((next: string) => {
    // Nothing comes back where the text is again the one that is there.
    away.current = next === latest.current.text ? [] : [...away.current, next]
    latest.current.onText(next)
  })
  return tell.current
}

/** Names the elements that say more about the field. */
export function useDescription(view: View, ids: string | undefined): void {
  const said = useRef<{ readonly view: EditorView; readonly ids: string | undefined }>(undefined)
  useEffect(() => {
    const now = view.current
    if (now === undefined || (said.current?.view === now && said.current.ids === ids)) return
    said.current = { view: now, ids }
    describe(now, ids)
  })
}
