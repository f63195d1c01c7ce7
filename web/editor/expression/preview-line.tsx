import type { PreviewResult } from '@steward/contract/api/preview'
import { ActionIcon, Button } from '@mantine/core'
import { ChevronLeft, ChevronRight, Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../../lib/format.ts'
import { Tag } from '../../ui/kbd.tsx'
import { sentenceOf } from '../../api/problem.ts'
import { cell } from '../model/item-views.ts'
import type { Previewed } from './use-preview.ts'
import { usePlace, useValues } from './values-context.tsx'
import css from './expression.module.css'

type Props = { readonly preview: Previewed; readonly isLarge?: boolean }

/** What an expression gives for the item that is looked at: its value and type, or why there is none and what helps. */
export function PreviewLine({ preview, isLarge = false }: Props) {
  const { t } = useTranslation('values')
  const { data, error, isPending } = preview
  return (
    <div className={css['result']} data-large={isLarge || undefined} aria-live="polite">
      <Pager items={data?.items ?? 0} />
      {error !== null && data === undefined ? (
        <span className={css['missing']}>{sentenceOf(error)}</span>
      ) : data === undefined ? (
        <span className={css['missing']}>{isPending ? t('working') : ''}</span>
      ) : (
        <Result result={data.result} isLarge={isLarge} />
      )}
    </div>
  )
}

function Pager({ items }: { readonly items: number }) {
  const { t } = useTranslation('values')
  const place = useValues()?.place
  const { itemIndex } = usePlace()
  if (place === undefined || items < 2) return <span className={css['resultLabel']}>{t('result')}</span>
  const go = (to: number) => place.set({ itemIndex: Math.max(0, Math.min(items - 1, to)) })
  return (
    <span className={css['pager']}>
      <ActionIcon size={20} variant="subtle" color="gray" aria-label={t('previousItem')} onClick={() => go(itemIndex - 1)}>
        <ChevronLeft size={13} aria-hidden />
      </ActionIcon>
      <span className="num">{t('itemOf', { number: formatCount(itemIndex + 1), count: items })}</span>
      <ActionIcon size={20} variant="subtle" color="gray" aria-label={t('nextItem')} onClick={() => go(itemIndex + 1)}>
        <ChevronRight size={13} aria-hidden />
      </ActionIcon>
    </span>
  )
}

function Result({ result, isLarge }: { readonly result: PreviewResult; readonly isLarge: boolean }) {
  const { t } = useTranslation('values')
  if ('error' in result) {
    const { message, description } = result.error
    return <span className={css['fault']}>{description === null ? message : `${message}: ${description}`}</span>
  }
  if ('missing' in result) return <Missing missing={result.missing} />
  if (result.type === 'undefined')
    return (
      <span className={css['missing']}>
        <b>{t('empty')}</b> {result.because === undefined ? t('emptyField') : result.because}
      </span>
    )
  const text = 'value' in result ? shown(result.value, isLarge) : result.text
  return (
    <>
      <output className={css['value']} data-type={result.type}>
        {text === '' ? t('emptyText') : text}
        {result.isCut ? ' …' : ''}
      </output>
      <Tag>{result.type}</Tag>
    </>
  )
}

const shown = (value: unknown, isLarge: boolean) =>
  isLarge && typeof value === 'object' ? JSON.stringify(value, null, 2) : isLarge ? String(value) : cell(value, 300)

type MissingProps = { readonly missing: Extract<PreviewResult, { missing: unknown }>['missing'] }

/** Nothing is wrong: it cannot be known yet. */
function Missing({ missing }: MissingProps) {
  const { t } = useTranslation('values')
  const onRun = useValues()?.onRunPrevious
  const { reason, node } = missing
  return (
    <>
      <span className={css['missing']}>{t(`missing_${reason}`, { node: node ?? '' })}</span>
      {reason === 'not_executed' && onRun !== undefined ? (
        <Button size="compact-xs" leftSection={<Play size={11} aria-hidden />} onClick={onRun}>
          {t('runPrevious')}
        </Button>
      ) : null}
    </>
  )
}
