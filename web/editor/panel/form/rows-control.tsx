import { type FormField, type Parameters } from '@steward/contract/node-form'
import { rowsIn } from '@steward/contract/node-form-values'
import { ActionIcon, Button } from '@mantine/core'
import { ChevronDown, ChevronUp, Plus, Trash2 } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { newRow } from '../../model/new-parameters.ts'
import type { Path } from '../../model/set-in.ts'
import { type ControlProps, useForm } from './form-context.ts'
import css from './form.module.css'

/** Rows of fields that are added, moved and taken away. */
export function RowsControl({ field, value, path, root }: ControlProps) {
  const { t } = useTranslation('form')
  const { isReadOnly, set, node, Fields } = useForm()
  const box = useRef<HTMLDivElement>(null)
  const rows = rowsIn(field, value) ?? []
  const at: Path = field.listName === undefined ? path : [...path, field.listName]
  const keep = (next: readonly Parameters[]) => set(at, next)
  const add = () => {
    keep([...rows, newRow(field, node())])
    // The new row is there after the next paint; its first field is where a person goes on.
    requestAnimationFrame(() =>
      box.current?.querySelector<HTMLElement>(':scope > [data-row]:last-of-type :is(input, textarea)')?.focus(),
    )
  }
  const remove = (index: number) => {
    keep(rows.toSpliced(index, 1))
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(':scope > [data-add]')?.focus())
  }
  return (
    <div ref={box} className={css['rows']}>
      {rows.map((row, index) => (
        <div
          key={rowKey(row, index)}
          className={css['row']}
          data-row
          role="group"
          aria-label={t('row', { field: field.title, number: index + 1 })}
        >
          <div className={isInline(field.fields) ? css['inline'] : css['stack']}>
            <Fields fields={field.fields} value={row} path={[...at, index]} root={root} isDense />
          </div>
          {isReadOnly ? null : (
            <div className={css['rowTools']}>
              {rows.length > 1 ? (
                <>
                  <Tool
                    label={t('rowUp', { number: index + 1 })}
                    isOff={index === 0}
                    onClick={() => keep(moved(rows, index, index - 1))}
                  >
                    <ChevronUp size={14} aria-hidden />
                  </Tool>
                  <Tool
                    label={t('rowDown', { number: index + 1 })}
                    isOff={index === rows.length - 1}
                    onClick={() => keep(moved(rows, index, index + 1))}
                  >
                    <ChevronDown size={14} aria-hidden />
                  </Tool>
                </>
              ) : null}
              <Tool label={t('rowRemove', { number: index + 1, field: field.title })} onClick={() => remove(index)}>
                <Trash2 size={14} aria-hidden />
              </Tool>
            </div>
          )}
        </div>
      ))}
      {isReadOnly || rows.length >= (field.limits.rowsMax ?? Infinity) ? null : (
        <Button
          size="xs"
          data-add
          leftSection={<Plus size={14} aria-hidden />}
          onClick={add}
          aria-label={t('rowAddTo', { field: field.title })}
        >
          {t('rowAdd')}
        </Button>
      )}
    </div>
  )
}

type ToolProps = {
  readonly label: string
  readonly isOff?: boolean
  readonly onClick: () => void
  readonly children: React.ReactNode
}

export function Tool({ label, isOff = false, onClick, children }: ToolProps) {
  return (
    <ActionIcon size={24} aria-label={label} disabled={isOff} onClick={onClick}>
      {children}
    </ActionIcon>
  )
}

/** Rows of a few short fields stand side by side. */
const isInline = (fields: readonly FormField[]) =>
  fields.length <= 4 && fields.every(({ as }) => ['text', 'number', 'select', 'any', 'switch', 'locator'].includes(as))

const rowKey = (row: Parameters, index: number) => (typeof row['id'] === 'string' ? row['id'] : index)

function moved(rows: readonly Parameters[], from: number, to: number): readonly Parameters[] {
  const row = rows[from]
  return row === undefined ? rows : rows.toSpliced(from, 1).toSpliced(to, 0, row)
}
