import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { startFieldDrag } from '../../expression/field-drag.ts'
import { cell, jsonOf, type SchemaField, schemaOf, typeOf } from '../../model/item-views.ts'
import { valueAt } from '../../model/json-lines.ts'
import { useItemsFrame } from './items-context.ts'
import { Marked } from './marked.tsx'
import { MoreButton } from './more-button.tsx'
import { useActive } from './use-active.ts'
import css from './items.module.css'

type Props = {
  readonly items: readonly unknown[]
  /** One item: its fields with their whole way and their values, rather than a tree with samples. */
  readonly isFlat?: boolean
}

const template = 'minmax(120px, 1.2fr) 76px minmax(120px, 1.6fr)'

/** The fields that the items have, with their types and a value each. */
export function SchemaView({ items, isFlat = false }: Props) {
  const { t } = useTranslation('values')
  const frame = useItemsFrame()
  const { search } = frame
  const scroll = useRef<HTMLDivElement>(null)
  const json = jsonOf(items[0])
  const fields = useMemo(() => fieldsOf(items, { isFlat, search }), [items, isFlat, search])
  const valueOf = (field: SchemaField) => valueAt(json, field.steps)
  const { active, hasFocus, move, idOf, props } = useActive({
    rows: fields.length,
    columns: 1,
    scrollTo: (row) => document.getElementById(idOf(row, 0))?.scrollIntoView({ block: 'nearest' }),
    onOpen: ({ row }, element) => {
      const field = fields[row]
      if (field !== undefined && element !== null)
        frame.open({ path: field.steps, value: valueOf(field), anchor: element.getBoundingClientRect() })
    },
  })
  return (
    <div ref={scroll} className={css['scroll']} {...props} role="grid" aria-label={frame.label} aria-rowcount={fields.length + 1}>
      <div role="row" className={css['headRow']} data-still style={{ gridTemplateColumns: template }}>
        <span role="columnheader">{t('field')}</span>
        <span role="columnheader">{t('type')}</span>
        <span role="columnheader">{isFlat ? t('value') : t('firstValue')}</span>
      </div>
      {fields.map((field, row) => {
        const isActive = active.row === row
        const open = (anchor: DOMRect) => frame.open({ path: field.steps, value: valueOf(field), anchor })
        return (
          <div
            key={field.path}
            id={idOf(row, 0)}
            role="row"
            className={css['fieldRow']}
            data-active={(isActive && hasFocus) || undefined}
            style={{ gridTemplateColumns: template }}
            draggable
            onDragStart={(event) => startFieldDrag(event, frame.codeOf(field.steps))}
            onClick={() => move(row, 0)}
            onContextMenu={(event) => {
              event.preventDefault()
              move(row, 0)
              open(event.currentTarget.getBoundingClientRect())
            }}
          >
            <span role="gridcell" style={isFlat ? {} : { paddingInlineStart: 10 + field.depth * 14 }}>
              <Marked text={isFlat ? field.path : field.name} search={search} />
            </span>
            <span role="gridcell" className={css['type']}>
              {field.type}
            </span>
            <span role="gridcell" data-type={typeOf(valueOf(field))}>
              <Marked text={isFlat ? cell(valueOf(field), 400) : field.sample} search={search} />
              {isActive ? <MoreButton name={field.path} onOpen={open} /> : null}
            </span>
          </div>
        )
      })}
    </div>
  )
}

function fieldsOf(items: Props['items'], { isFlat, search }: { isFlat: boolean; search: string }): readonly SchemaField[] {
  const wanted = search.toLowerCase()
  return schemaOf(items)
    .filter(({ type }) => !isFlat || type !== 'object')
    .filter(({ path, sample }) => wanted === '' || path.toLowerCase().includes(wanted) || sample.toLowerCase().includes(wanted))
}
