import { lazy, Suspense } from 'react'
import type { CodeEditorProps } from './code-editor.tsx'
import css from './expression.module.css'

const CodeEditor = lazy(() => import('./code-editor.tsx'))

export type CodeFieldProps = CodeEditorProps & {
  readonly isFaulty?: boolean
  /** Room for a few lines only. */
  readonly isShort?: boolean
}

/** A field for code: JavaScript with completion from the real items, JSON that is checked, SQL, HTML. */
export function CodeField({ isFaulty = false, isShort = false, ...props }: CodeFieldProps) {
  return (
    <div className={css['field']} data-code data-short={isShort || undefined} data-faulty={isFaulty || undefined}>
      <div className={css['box']}>
        <Suspense fallback={<pre className={css['plain']}>{props.value}</pre>}>
          <CodeEditor {...props} />
        </Suspense>
      </div>
    </div>
  )
}
