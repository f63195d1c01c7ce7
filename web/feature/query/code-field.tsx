import { lazy, Suspense } from 'react'
import type { CodeEditorProps } from './code-editor.tsx'
import css from './query.module.css'

/** The editor is large and comes in a piece of its own, when it is first shown. */
const CodeEditor = lazy(() => import('./code-editor.tsx'))

/** The text of a query, to be written or to be read. Until the editor is there, the plain text stands in its place. */
export function CodeField(props: CodeEditorProps) {
  return (
    <Suspense fallback={<pre className={css['plain']}>{props.value}</pre>}>
      <CodeEditor {...props} />
    </Suspense>
  )
}
