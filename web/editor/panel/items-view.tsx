import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { JsonText } from '../../ui/json-text.tsx'
import { formatBytes } from '../../lib/format.ts'
import { type BinaryFact, binariesOf, cell, columnsOf, jsonOf, schemaOf, typeOf } from '../model/item-views.ts'
import css from './panel.module.css'

export const itemViews = ['table', 'json', 'schema'] as const
/** What a page draws without becoming slow; all items are in the copy. */
const itemsShown = 100
const jsonCharsShown = 200_000

export function ItemsView({ items, view }: { readonly items: readonly unknown[]; readonly view: (typeof itemViews)[number] }) {
  const { t } = useTranslation('editor')
  const shown = useMemo(() => items.slice(0, itemsShown), [items])
  return (
    <div className={css['scroll']} tabIndex={0} role="group" aria-label={t(`view_${view}`)}>
      {view === 'table' ? <TableView items={shown} /> : null}
      {view === 'json' ? <JsonText value={shown.map(jsonOf)} charsMax={jsonCharsShown} /> : null}
      {view === 'schema' ? <SchemaView items={items} /> : null}
      {items.length > itemsShown && view !== 'schema' ? (
        <p className={css['nothing']}>{t('firstShown', { count: itemsShown })}</p>
      ) : null}
      <Files items={shown} />
    </div>
  )
}

function TableView({ items }: { readonly items: readonly unknown[] }) {
  const columns = useMemo(() => columnsOf(items), [items])
  const [only] = items
  // One item with many fields reads better as a list of fields than as one wide row.
  if (items.length === 1 && only !== undefined) {
    return (
      <table className={css['data']}>
        <tbody>
          {columns.map((column) => (
            <tr key={column}>
              <th scope="row">{column}</th>
              <td data-type={typeOf(jsonOf(only)[column])}>{cell(jsonOf(only)[column], 400)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    )
  }
  return (
    <table className={`${css['data']} ${css['rows']}`}>
      <thead>
        <tr>
          <th scope="col">#</th>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item, index) => (
          <tr key={index}>
            <td className={css['rowNumber']}>{index + 1}</td>
            {columns.map((column) => (
              <td key={column} data-type={typeOf(jsonOf(item)[column])}>
                {cell(jsonOf(item)[column])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function SchemaView({ items }: { readonly items: readonly unknown[] }) {
  const { t } = useTranslation('editor')
  const fields = useMemo(() => schemaOf(items), [items])
  return (
    <table className={`${css['data']} ${css['rows']}`}>
      <thead>
        <tr>
          <th scope="col">{t('field')}</th>
          <th scope="col">{t('type')}</th>
          <th scope="col">{t('value')}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr key={field.path}>
            <td style={{ paddingLeft: 10 + field.depth * 16 }}>{field.name}</td>
            <td className={css['rowNumber']}>{field.type}</td>
            <td>{field.sample}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Files({ items }: { readonly items: readonly unknown[] }) {
  const { t } = useTranslation('editor')
  const files = items.flatMap((item, index) => binariesOf(item).map((file) => ({ ...file, key: `${index} ${file.name}` })))
  if (files.length === 0) return null
  return (
    <div style={{ padding: '10px 14px' }}>
      <h3 style={{ marginBottom: 4 }}>{t('files')}</h3>
      <ul>
        {files.map(({ key, ...file }) => (
          <li key={key} className="row mono" style={{ minHeight: 24 }}>
            <FileLine file={file} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function FileLine({ file }: { readonly file: BinaryFact }) {
  const { t } = useTranslation('editor')
  return (
    <>
      <span className="ell">{file.fileName}</span>
      <span className="dim">{[file.mimeType, formatBytes(file.bytes)].filter((part) => part !== '').join(', ')}</span>
      {file.href === undefined ? null : (
        <a className="link xs" href={file.href} download={file.fileName}>
          {t('download')}
        </a>
      )}
    </>
  )
}
