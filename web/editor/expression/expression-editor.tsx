import { type Diagnostic, setDiagnostics } from '@codemirror/lint'
import type { EditorView } from '@codemirror/view'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { expressionNamesQuery, type PreviewPlace, previewQuery } from '../../api/preview.ts'
import { upstreamOf } from '../model/upstream.ts'
import { completeExpression, type CompletionTools } from './complete.ts'
import { completing, openEditor } from './open-editor.ts'
import { codeBefore } from './regions.ts'
import { insertCode, template } from './template-extension.ts'
import { stampOf } from './use-preview.ts'
import { useDescription, useText } from './use-text.ts'
import { useValues, type Values } from './values-context.tsx'
import css from './expression.module.css'

export type ExpressionEditorProps = {
  /** Without the leading `=`. */
  readonly text: string
  readonly onText: (text: string) => void
  readonly label: string
  readonly place: PreviewPlace | undefined
  /** What is wrong with the text, and where. */
  readonly fault: { readonly message: string; readonly at: number } | undefined
  readonly isReadOnly: boolean
  readonly autoFocus: boolean
  readonly id?: string | undefined
  readonly describedBy?: string | undefined
}

/** CodeMirror for a text with expressions in it. */
export default function ExpressionEditor(props: ExpressionEditorProps) {
  const { text, onText, label, fault, isReadOnly, autoFocus, id, describedBy } = props
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(undefined)
  const tools = useCompletionTools(props.place)
  const values = useValues()
  const tell = useText(view, text, onText)
  useEffect(() => {
    if (host.current === null) return undefined
    const source = completeExpression(tools, ({ pos, state }) => codeBefore(state.doc.toString(), pos))
    const made = openEditor({
      parent: host.current,
      text,
      label,
      isReadOnly,
      id,
      extensions: [template, isReadOnly ? [] : completing(source)],
      onText: tell,
    })
    view.current = made
    if (autoFocus) {
      made.focus()
      made.dispatch({ selection: { anchor: made.state.doc.length } })
    }
    return () => made.destroy()
    // oxlint-disable-next-line react/exhaustive-deps -- The text is the beginning only; later ones are taken below.
  }, [tools, label, isReadOnly, id])
  useDescription(view, describedBy)
  useEffect(() => {
    const now = view.current
    if (now !== undefined) now.dispatch(setDiagnostics(now.state, diagnosticsOf(now.state.doc.length, fault)))
  }, [fault])
  const targets = values?.targets
  useEffect(() => {
    if (targets === undefined || isReadOnly) return undefined
    const take = (code: string) => view.current !== undefined && insertCode(view.current, code)
    return targets.add({ label, element: () => host.current, take })
  }, [targets, label, isReadOnly])
  return <div ref={host} className={css['editor']} />
}

function diagnosticsOf(length: number, fault: ExpressionEditorProps['fault']): Diagnostic[] {
  if (fault === undefined || length === 0) return []
  const from = Math.max(0, Math.min(fault.at, length - 1))
  return [{ from, to: Math.min(length, from + 1), severity: 'error', message: fault.message }]
}

/** The same object for as long as the editor lives; it looks up what is asked at that moment. */
export function useCompletionTools(place: PreviewPlace | undefined): CompletionTools {
  const client = useQueryClient()
  const values = useValues()
  const latest = useRef<{ place: PreviewPlace | undefined; values: Values | undefined }>({ place, values })
  useEffect(() => {
    latest.current = { place, values }
  })
  const tools = useRef<CompletionTools>(undefined)
  tools.current ??= {
    names: () => client.fetchQuery(expressionNamesQuery).catch(() => []),
    preview: async (asked) => {
      const { place: at, values: around } = latest.current
      if (at === undefined) return undefined
      const query = previewQuery(at, asked, stampOf(around?.document))
      return (await client.fetchQuery({ ...query, retry: false }).catch(() => undefined))?.result
    },
    nodes: () => nodesAround(latest.current.values),
  }
  return tools.current
}

function nodesAround(values: Values | undefined) {
  if (values === undefined) return { before: [], others: [] }
  const { document, node } = values
  const before = upstreamOf(document, node.id).map((one) => one.node.name)
  const others = document.nodes.map(({ name }) => name).filter((name) => name !== node.name && !before.includes(name))
  return { before, others }
}
