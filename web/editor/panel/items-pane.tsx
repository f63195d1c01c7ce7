import { Button, SegmentedControl, Skeleton } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useDeferredValue, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../api/problem.ts'
import { usePreference } from '../../lib/preference.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import type { FieldPath } from '../expression/path-text.ts'
import { binariesOf, foundItems } from '../model/item-views.ts'
import { type ChosenField, ItemsContext, type ItemsFrame } from './items/items-context.ts'
import { FieldMenu } from './items/field-menu.tsx'
import { ItemsBody, type ItemsViewName, itemViews } from './items/items-body.tsx'
import { SearchField } from './items/search-field.tsx'
import type { Items } from './use-items.ts'
import css from './panel.module.css'
import itemsCss from './items/items.module.css'

type Props = {
  readonly title: string
  readonly ports: readonly string[]
  readonly port: number
  readonly onPort: (port: number) => void
  readonly items: readonly unknown[] | undefined
  readonly asked: Pick<Items, 'isPending' | 'heldBack' | 'error'>
  readonly executionId: string | undefined
  /** What to say where there are no items. */
  readonly nothing: string
  /** Beside the title. */
  readonly fact: ReactNode
  /** Between the head and the items. */
  readonly children?: ReactNode
  readonly tools?: ReactNode
  /** Where the items come from, in words. */
  readonly origin?: string | undefined
  /** The items are those of an earlier execution: what is to be expected. */
  readonly isExpected?: boolean
  readonly codeOf: (path: FieldPath) => string
  /** Whether fields of the node can use what is shown. */
  readonly canMap?: boolean
  readonly item?: ItemsFrame['item']
}

/** A side of the node: its items as table, JSON or schema, and the files that travel with them. */
export function ItemsPane(props: Props) {
  const { title, ports, port, onPort, items, asked, nothing, fact, children, codeOf, canMap = false, item } = props
  const { t } = useTranslation('values')
  const files = useMemo(() => (items ?? []).slice(0, filesMax).flatMap(binariesOf), [items])
  const [kept, setView] = usePreference('items-view', itemViews, 'table')
  const view: ItemsViewName = kept === 'binary' && files.length === 0 ? 'table' : kept
  const [search, setSearch] = useState('')
  const [field, setField] = useState<ChosenField>()
  const searchField = useRef<HTMLInputElement>(null)
  const wanted = useDeferredValue(search)
  const found = useMemo(() => foundItems(items ?? [], wanted), [items, wanted])
  const frame = useMemo<ItemsFrame>(
    () => ({ label: t('viewOf', { title, view: t(`view_${view}`) }), search: wanted, codeOf, item, open: setField }),
    [t, title, view, wanted, codeOf, item],
  )
  const hasItems = items !== undefined && items.length > 0
  return (
    <ItemsContext value={frame}>
      <div
        className={itemsCss['frame']}
        data-expected={props.isExpected || undefined}
        onKeyDown={(event) => {
          if (hasItems && isSearchKey(event)) {
            event.preventDefault()
            event.stopPropagation()
            searchField.current?.focus()
          }
        }}
      >
        <div className={css['head']}>
          <h2 className={itemsCss['title']}>{title}</h2>
          {fact}
          <span className="sp" />
          <SegmentedControl
            className={css['mini'] ?? ''}
            aria-label={`${title}: ${t('view')}`}
            value={view}
            onChange={(value) => setView(itemViews.find((one) => one === value) ?? 'table')}
            data={itemViews
              .filter((one) => one !== 'binary' || files.length > 0)
              .map((one) => ({ value: one, label: t(`view_${one}`) }))}
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
        {hasItems || props.tools !== undefined ? (
          <div className={itemsCss['tools']}>
            <Facts count={items?.length} found={wanted === '' ? undefined : found.length} origin={props.origin} />
            {hasItems ? (
              <>
                <SearchField ref={searchField} title={title} value={search} onChange={setSearch} />
                <CopyItems items={items} />
              </>
            ) : null}
            {props.tools}
          </div>
        ) : null}
        <Shown
          {...props}
          nothing={hasItems && found.length === 0 && view !== 'schema' ? t('notFound', { search: wanted }) : nothing}
        >
          {hasItems && (found.length > 0 || view === 'schema') ? (
            <ItemsBody view={view} found={found} items={items} files={files} executionId={props.executionId} />
          ) : null}
        </Shown>
      </div>
      {field === undefined ? null : (
        <FieldMenu field={field} code={codeOf(field.path)} canMap={canMap} onClose={() => setField(undefined)} />
      )}
      {asked.error === null || hasItems ? null : <p className={css['nothing']}>{sentenceOf(asked.error)}</p>}
    </ItemsContext>
  )
}

const filesMax = 200

function isSearchKey({ key, ctrlKey, metaKey, target }: KeyboardEvent): boolean {
  if (key.toLowerCase() === 'f' && (ctrlKey || metaKey)) return true
  return key === '/' && !(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)
}

/** Written out when it is copied: the text may be megabytes. */
function CopyItems({ items }: { readonly items: readonly unknown[] }) {
  const { t } = useTranslation('editor')
  return <CopyButton text={() => JSON.stringify(items, null, 2)} label={t('copyJson')} />
}

type FactsProps = { readonly count: number | undefined; readonly found: number | undefined; readonly origin: string | undefined }

function Facts({ count, found, origin }: FactsProps) {
  const { t } = useTranslation(['values', 'editor'])
  const counted =
    count === undefined || count === 0
      ? undefined
      : found === undefined
        ? t('editor:items', { count })
        : t('values:found', { found, count })
  return (
    <span className={itemsCss['facts']} role="status">
      {[counted, origin].filter((part) => part !== undefined).join(' · ')}
    </span>
  )
}

function Shown({ asked, nothing, children }: Pick<Props, 'asked' | 'nothing'> & { readonly children: ReactNode }) {
  const { t } = useTranslation('values')
  const { heldBack, isPending, error } = asked
  if (children !== null) return children
  if (isPending)
    return (
      <div style={{ padding: '4px 14px' }}>
        <Skeleton height={120} radius={6} />
      </div>
    )
  if (heldBack !== undefined)
    return (
      <div className={itemsCss['held']}>
        <p>{t('heldBack', { count: heldBack.count })}</p>
        <Button size="xs" onClick={heldBack.show}>
          {t('showItems')}
        </Button>
      </div>
    )
  return error === null ? <p className={css['nothing']}>{nothing}</p> : null
}
