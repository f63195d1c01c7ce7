import { ActionIcon, Tooltip } from '@mantine/core'
import { Maximize2 } from 'lucide-react'
import { lazy, Suspense, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExpressionContext } from './expression-context.ts'
import { PreviewLine } from './preview-line.tsx'
import { faultOf, usePreview, usePreviewPlace } from './use-preview.ts'
import css from './expression.module.css'

export type { ExpressionContext } from './expression-context.ts'

/** The editor is large and comes in a piece of its own, when it is first shown. */
const ExpressionEditor = lazy(() => import('./expression-editor.tsx'))
const ExpandedDialog = lazy(() => import('./expanded-dialog.tsx'))

export type ExpressionFieldProps = {
  /** As the parameter holds it, with its leading `=`. */
  readonly value: string
  readonly onChange: (value: string) => void
  readonly label: string
  readonly context: ExpressionContext
  /** Room for several lines from the start. */
  readonly multiline?: boolean
  readonly isReadOnly?: boolean
  readonly autoFocus?: boolean
  readonly id?: string | undefined
  readonly describedBy?: string | undefined
}

/** A field for a text with expressions in it. What it gives for the item that is looked at stands below while it has the focus. */
export function ExpressionField(props: ExpressionFieldProps) {
  const { value, onChange, label, context, multiline = false, isReadOnly = false, autoFocus = false, id, describedBy } = props
  const { t } = useTranslation('values')
  const text = value.startsWith('=') ? value.slice(1) : value
  const [isInside, setIsInside] = useState(false)
  const [isExpanded, setIsExpanded] = useState(false)
  const lineId = useId()
  const place = usePreviewPlace(context)
  const preview = usePreview(context, value)
  const fault = faultOf(preview.data?.result)
  const described = describedBy === undefined ? lineId : `${describedBy} ${lineId}`
  const editor = {
    text,
    onText: (next: string) => onChange(`=${next}`),
    label,
    place,
    fault,
    isReadOnly,
  }
  return (
    <div
      className={css['field']}
      data-inside={isInside || undefined}
      data-multiline={multiline || undefined}
      data-faulty={fault !== undefined || undefined}
      onFocus={() => setIsInside(true)}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setIsInside(false)
      }}
    >
      <div className={css['box']}>
        <Suspense fallback={<pre className={css['plain']}>{text}</pre>}>
          <ExpressionEditor {...editor} autoFocus={autoFocus} id={id} describedBy={described} />
        </Suspense>
        <Tooltip label={t('expand')}>
          <ActionIcon
            size={22}
            variant="subtle"
            color="gray"
            className={css['expand'] ?? ''}
            aria-label={t('expandField', { field: label })}
            onClick={() => setIsExpanded(true)}
          >
            <Maximize2 size={12} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </div>
      <div id={lineId}>{isInside || fault !== undefined ? <PreviewLine preview={preview} /> : null}</div>
      {isExpanded ? (
        <Suspense fallback={null}>
          <ExpandedDialog {...editor} preview={preview} onClose={() => setIsExpanded(false)} />
        </Suspense>
      ) : null}
    </div>
  )
}
