import type { QueryFinding } from '@steward/contract/api/query'
import { lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint'
import { Compartment, EditorState, Prec, type Extension } from '@codemirror/state'
import { EditorView, highlightSpecialChars, keymap, lineNumbers, placeholder } from '@codemirror/view'
import { basicSetup } from 'codemirror'
import { useEffect, useRef } from 'react'
import { type EditorLanguage, languageOf } from './editor-language.ts'
import { editorLook } from './editor-look.ts'

export type CodeEditorProps = {
  readonly value: string
  /** Without it the text can be read only. */
  readonly onChange?: (value: string) => void
  /** Ctrl or Cmd and Enter. */
  readonly onSubmit?: () => void
  readonly language: EditorLanguage
  readonly findings: readonly QueryFinding[]
  readonly label: string
  readonly hint?: string
}

/** CodeMirror in our colours, with the findings of the review where they are about. */
export default function CodeEditor({ value, onChange, onSubmit, language, findings, label, hint = '' }: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(undefined)
  const handlers = useRef({ onChange, onSubmit })
  const spoken = useRef(new Compartment())
  const isReadOnly = onChange === undefined
  useEffect(() => {
    handlers.current = { onChange, onSubmit }
  })
  useEffect(() => {
    if (host.current === null) return undefined
    const tell = (text: string) => handlers.current.onChange?.(text)
    const submit = () => {
      handlers.current.onSubmit?.()
      return true
    }
    const made = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          isReadOnly ? reading : [Prec.highest(keymap.of([{ key: 'Mod-Enter', run: submit }])), basicSetup],
          EditorView.lineWrapping,
          lintGutter(),
          editorLook,
          placeholder(hint),
          spoken.current.of([]),
          EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', autocapitalize: 'off' }),
          EditorView.cspNonce.of(document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) tell(update.state.doc.toString())
          }),
        ],
      }),
    })
    view.current = made
    return () => made.destroy()
    // oxlint-disable-next-line react/exhaustive-deps -- The value is the beginning only; later ones are taken below.
  }, [isReadOnly, label, hint])
  useEffect(() => {
    const now = view.current
    if (now === undefined || now.state.doc.toString() === value) return
    now.dispatch({ changes: { from: 0, to: now.state.doc.length, insert: value } })
  }, [value, isReadOnly])
  useEffect(() => {
    let isLate = false
    void languageOf(language).then((extension) => {
      if (!isLate) view.current?.dispatch({ effects: spoken.current.reconfigure(extension) })
    })
    return () => {
      isLate = true
    }
  }, [language, isReadOnly])
  useEffect(() => {
    const now = view.current
    if (now !== undefined) now.dispatch(setDiagnostics(now.state, diagnosticsOf(now.state, findings)))
  }, [findings, isReadOnly])
  return <div ref={host} style={{ height: '100%', minHeight: 0 }} />
}

/** Nothing can be typed, but it is reached by the keyboard and scrolled. */
const reading: Extension = [
  lineNumbers(),
  highlightSpecialChars(),
  EditorState.readOnly.of(true),
  EditorView.editable.of(false),
  EditorView.contentAttributes.of({ tabindex: '0' }),
]

const severities = { note: 'info', warning: 'warning', error: 'error' } as const

/** A finding names a line; what is underlined is its text without the blanks around it. */
function diagnosticsOf(state: EditorState, findings: readonly QueryFinding[]): Diagnostic[] {
  return findings.flatMap(({ line: number, severity, text, hint }) => {
    if (number === null || number < 1 || number > state.doc.lines) return []
    const line = state.doc.line(number)
    const from = line.from + (line.text.length - line.text.trimStart().length)
    const to = line.from + line.text.trimEnd().length
    if (to <= from) return []
    return [{ from, to, severity: severities[severity], message: hint === null ? text : `${text} ${hint}` }]
  })
}
