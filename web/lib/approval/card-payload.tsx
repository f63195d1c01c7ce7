import type { ApprovalDetail } from '@steward/contract/api/approval'
import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { ArrowRight, Check, Copy } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { atWords } from './approval-words.ts'
import { payloadLines, payloadText, scalarPiece } from './payload-lines.ts'
import css from './approval.module.css'

/** Everything that will be sent, complete and unclipped. */
export function CardPayload({ payload, heading }: { readonly payload: unknown; readonly heading: string }) {
  const { t } = useTranslation('approval')
  const clipboard = useClipboard()
  const lines = useMemo(() => payloadLines(payload), [payload])
  const Icon = clipboard.copied ? Check : Copy
  return (
    <section className={css['part']}>
      <div className={css['partHead']}>
        <h3>{heading}</h3>
        <Button
          variant="subtle"
          color="gray"
          className={css['copy'] ?? ''}
          leftSection={<Icon size={12} aria-hidden />}
          onClick={() => clipboard.copy(payloadText(payload))}
        >
          {clipboard.copied ? t('copied', { ns: 'common' }) : t('copyPayload')}
        </Button>
      </div>
      <ol className={css['code']}>
        {lines.map((line, index) => (
          <li key={index}>
            <code>
              {line.map(({ text, tone }, at) => (
                <span key={at} data-tone={tone}>
                  {text}
                </span>
              ))}
            </code>
          </li>
        ))}
      </ol>
    </section>
  )
}

type Changes = NonNullable<ApprovalDetail['changes']>

/** What is otherwise than in the last one of its kind that was approved. */
export function CardChanges({ changes }: { readonly changes: Changes }) {
  const { t } = useTranslation(['approval', 'common'])
  const at = atWords(t, changes.at)
  return (
    <section className={css['part']}>
      <div className={css['partHead']}>
        <h3>{t('different')}</h3>
        {changes.lines.length === 0 ? null : (
          <Link to="/approvals/$approvalId" params={{ approvalId: changes.comparedWith }} className="xs dim link">
            {t('differentFrom', { at })}
          </Link>
        )}
      </div>
      {changes.lines.length === 0 ? <p className="ink2">{t('same', { at })}</p> : null}
      <ul>
        {changes.lines.map(({ path, before, after }) => (
          <li key={path} className={css['change']}>
            <span>{path}</span>
            <del>{before === undefined ? t('absent') : scalarPiece(before).text}</del>
            <ArrowRight size={12} aria-hidden />
            <ins>{after === undefined ? t('absent') : scalarPiece(after).text}</ins>
          </li>
        ))}
      </ul>
    </section>
  )
}
