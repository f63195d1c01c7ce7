import { SegmentedControl, Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { usePreference } from '../../lib/preference.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ItemsView, itemViews } from './items-view.tsx'
import css from './panel.module.css'

type Props = {
  readonly title: string
  readonly ports: readonly string[]
  readonly port: number
  readonly onPort: (port: number) => void
  readonly items: readonly unknown[] | undefined
  readonly isPending: boolean
  /** What to say where there are no items. */
  readonly nothing: string
  readonly fact: ReactNode
  readonly children?: ReactNode
}

/** A side of the node: its items as table, JSON or schema. */
export function ItemsPane({ title, ports, port, onPort, items, isPending, nothing, fact, children }: Props) {
  const { t } = useTranslation('editor')
  const [view, setView] = usePreference('items-view', itemViews, 'table')
  return (
    <>
      <div className={css['head']}>
        <h2>{title}</h2>
        {fact}
        <span className="sp" />
        {items === undefined || items.length === 0 ? null : (
          <CopyButton text={JSON.stringify(items, null, 2)} label={t('copyJson')} />
        )}
        <SegmentedControl
          className={css['mini'] ?? ''}
          aria-label={`${title}: ${t('view')}`}
          value={view}
          onChange={(value) => setView(itemViews.find((one) => one === value) ?? 'table')}
          data={itemViews.map((one) => ({ value: one, label: t(`view_${one}`) }))}
        />
      </div>
      {children}
      {ports.length > 1 ? (
        <div className={css['ports']} role="group" aria-label={title}>
          {ports.map((name, index) => (
            <button key={index} type="button" aria-pressed={index === port} onClick={() => onPort(index)}>
              {name}
            </button>
          ))}
        </div>
      ) : null}
      {isPending ? (
        <div style={{ padding: '4px 14px' }}>
          <Skeleton height={120} radius={6} />
        </div>
      ) : items === undefined || items.length === 0 ? (
        <p className={css['nothing']}>{nothing}</p>
      ) : (
        <>
          <div className={css['facts']}>{t('items', { count: items.length })}</div>
          <ItemsView items={items} view={view} />
        </>
      )}
    </>
  )
}
