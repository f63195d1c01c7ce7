import type { DocumentComparison } from '@steward/contract/api/publication'
import { ArrowRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { payloadLines, payloadText, scalarPiece } from '../approval/payload-lines.ts'
import { lineChanges } from './line-changes.ts'
import css from './comparison.module.css'

type Change = DocumentComparison['settings'][number]

/** The contract lists no more than these. */
const changesMax = 100
const shortMax = 80

/** Each place that is changed, with what stood there and what stands there now. */
export function ValueChanges({ changes }: { readonly changes: readonly Change[] }) {
  const { t } = useTranslation('publication')
  return (
    <>
      <ul className={css['values']}>
        {changes.map((change) => (
          <li key={change.path}>
            <span className={css['path']}>{change.path}</span>
            {isShort(change.before) && isShort(change.after) ? <Short {...change} /> : <Long {...change} />}
          </li>
        ))}
      </ul>
      {changes.length < changesMax ? null : <p className="xs dim">{t('moreChanges', { count: changesMax })}</p>}
    </>
  )
}

function Short({ before, after }: Omit<Change, 'path'>) {
  const { t } = useTranslation('publication')
  return (
    <span className={css['change']}>
      <del>{before === undefined ? t('absent') : scalarPiece(before).text}</del>
      <ArrowRight size={12} aria-label={t('becomes')} />
      <ins>{after === undefined ? t('absent') : scalarPiece(after).text}</ins>
    </span>
  )
}

/** A longer text is compared line by line. */
function Long({ before, after }: Omit<Change, 'path'>) {
  const lines = lineChanges(textOf(before), textOf(after))
  return (
    <pre className={css['text']}>
      {lines.map(({ kind, text }, index) => {
        const Mark = ({ same: 'span', gone: 'del', new: 'ins' } as const)[kind]
        return <Mark key={index}>{text === '' ? ' ' : text}</Mark>
      })}
    </pre>
  )
}

const isShort = (value: unknown): boolean => {
  const text = value === undefined ? '' : payloadText(value)
  return text.length <= shortMax && !text.includes('\n')
}

/** What a reader cannot see is written with escapes, as wherever somebody has to judge a text. */
const textOf = (value: unknown): string =>
  value === undefined
    ? ''
    : payloadLines(payloadText(value))
        .map((line) => line.map(({ text }) => text).join(''))
        .join('\n')
