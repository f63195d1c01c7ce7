import { indentWithTab } from '@codemirror/commands'
import { foldGutter } from '@codemirror/language'
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint'
import { Compartment } from '@codemirror/state'
import { type EditorView, highlightActiveLine, keymap, lineNumbers, placeholder } from '@codemirror/view'
import { searchKeymap } from '@codemirror/search'
import { useEffect, useRef } from 'react'
import type { CompletionTools } from './complete.ts'
import type { ExpressionContext } from './expression-context.ts'
import { useCompletionTools } from './expression-editor.tsx'
import { languageOf, type CodeLanguage } from './code-language.ts'
import { openEditor } from './open-editor.ts'
import { usePreviewPlace } from './use-preview.ts'
import { useDescription, useText } from './use-text.ts'
import css from './expression.module.css'

export type CodeEditorProps = {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly label: string
  readonly language: CodeLanguage
  readonly context: ExpressionContext
  readonly isReadOnly?: boolean
  readonly hint?: string
  /** What is wrong with the text, by line counted from 1. */
  readonly faults?: readonly { readonly line: number; readonly message: string }[]
  readonly id?: string | undefined
  readonly describedBy?: string | undefined
  readonly autoFocus?: boolean
}

/** CodeMirror for code. Tab indents; after Escape it leaves the field. */
export default function CodeEditor(props: CodeEditorProps) {
  const { value, onChange, label, language, context, isReadOnly = false, hint = '', faults, id, describedBy, autoFocus } = props
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(undefined)
  const spoken = useRef(new Compartment())
  const tools: CompletionTools = useCompletionTools(usePreviewPlace(context))
  const tell = useText(view, value, onChange)
  useEffect(() => {
    if (host.current === null) return undefined
    const made = openEditor({
      parent: host.current,
      text: value,
      label,
      isReadOnly,
      id,
      extensions: [
        lineNumbers(),
        foldGutter(),
        highlightActiveLine(),
        lintGutter(),
        placeholder(hint),
        keymap.of([...searchKeymap, ...(isReadOnly ? [] : [indentWithTab])]),
        spoken.current.of([]),
      ],
      onText: tell,
    })
    view.current = made
    if (autoFocus === true) made.focus()
    return () => made.destroy()
    // oxlint-disable-next-line react/exhaustive-deps -- The value is the beginning only; later ones are taken below.
  }, [label, isReadOnly, hint, id])
  useDescription(view, describedBy)
  useEffect(() => {
    let isLate = false
    void languageOf(language, tools).then((extension) => {
      if (!isLate) view.current?.dispatch({ effects: spoken.current.reconfigure(extension) })
    })
    return () => {
      isLate = true
    }
  }, [language, tools, label, isReadOnly, hint])
  useEffect(() => {
    const now = view.current
    if (now !== undefined && faults !== undefined) now.dispatch(setDiagnostics(now.state, diagnosticsOf(now, faults)))
  }, [faults])
  return <div ref={host} className={css['editor']} />
}

function diagnosticsOf({ state }: EditorView, faults: NonNullable<CodeEditorProps['faults']>): Diagnostic[] {
  return faults
    .filter(({ line }) => line >= 1 && line <= state.doc.lines)
    .map(({ line, message }) => {
      const { from, to } = state.doc.line(line)
      return { from, to, severity: 'error', message }
    })
}
