import type { Instance } from '@steward/contract/api/instance'
import type { CatalogTable } from '@steward/contract/api/catalog'
import { Button, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Eye, Search, Table2, TerminalSquare } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { catalogQuery, instanceQuery, useSampleTable } from '../../api/instances.ts'
import { sentenceOf } from '../../api/problem.ts'
import { formatCount } from '../../lib/format.ts'
import { Loading } from '../../lib/loading.tsx'
import { Empty, Problem } from '../../ui/feedback.tsx'
import { Tag } from '../../ui/kbd.tsx'
import { Page } from '../../ui/page.tsx'
import tableCss from '../../ui/table.module.css'
import { DataGrid } from './data-grid.tsx'
import css from './query.module.css'

/** `public.orders`: how a table is called in the address. */
const nameOf = ({ schema, name }: CatalogTable): string => (schema === null ? name : `${schema}.${name}`)

/** What there is in a database: tables with their columns, and a few rows of one. */
export default function SchemaPage() {
  const { t } = useTranslation('access')
  const { instanceId } = useParams({ from: '/inside/queries/schema/$instanceId' })
  const detail = useQuery(instanceQuery(instanceId))
  const instance = detail.data?.instance
  const title = instance === undefined ? t('schemaShort') : t('schemaTitle', { name: instance.name })
  return (
    <Page
      bare
      title={title}
      crumb={<Link to="/queries">{t('queries', { ns: 'common' })}</Link>}
      actions={
        instance?.maySubmit === true ? (
          <Button
            component={Link}
            to={`/queries/new?instance=${instance.id}`}
            leftSection={<TerminalSquare size={14} aria-hidden />}
          >
            {t('askHere')}
          </Button>
        ) : null
      }
    >
      {instance === undefined ? (
        <div className={css['nothing']}>
          <Loading query={detail} rows={6} />
        </div>
      ) : (
        <Browser instance={instance} />
      )}
    </Page>
  )
}

function Browser({ instance }: { readonly instance: Instance }) {
  const { t } = useTranslation('access')
  const search = useSearch({ from: '/inside/queries/schema/$instanceId' })
  const navigate = useNavigate({ from: '/queries/schema/$instanceId' })
  const [words, setWords] = useState('')
  const database = instance.databases.find((one) => one === search.database) ?? instance.databases[0] ?? ''
  const catalog = useQuery({ ...catalogQuery(instance.id, database), enabled: database !== '' })
  const all = catalog.data?.items ?? []
  const found = all.filter((table) => fits(table, words))
  const chosen = all.find((table) => nameOf(table) === search.table)
  return (
    <div className={css['schema']}>
      <nav className={css['tables']} aria-label={t('schemaShort')}>
        <Select
          aria-label={t('database')}
          data={instance.databases}
          value={database}
          onChange={(value) => void navigate({ search: value === null ? {} : { database: value }, replace: true })}
        />
        <TextInput
          aria-label={t('findTable')}
          placeholder={t('findTable')}
          leftSection={<Search size={14} aria-hidden />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Loading query={catalog} rows={6} />
        {catalog.isSuccess && found.length === 0 ? (
          <p className="dim">{t(all.length === 0 ? 'noTables' : 'noTableFound')}</p>
        ) : null}
        <ul>
          {found.map((table) => (
            <li key={nameOf(table)}>
              <button
                type="button"
                aria-current={table === chosen || undefined}
                onClick={() => void navigate({ search: { database, table: nameOf(table) }, replace: true })}
              >
                {table.kind === 'view' ? <Eye size={14} aria-hidden /> : <Table2 size={14} aria-hidden />}
                <span className="ell sp">{table.schema === 'public' ? table.name : nameOf(table)}</span>
                {table.rows === null ? null : <span className="xxs dim num">{formatCount(Math.round(table.rows))}</span>}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      {chosen === undefined ? (
        <div className={css['table']}>
          {all.length === 0 ? null : <Empty title={t('chooseTable')} text={t('chooseTableText')} />}
        </div>
      ) : (
        <TableDetail key={`${database} ${nameOf(chosen)}`} instance={instance} database={database} table={chosen} />
      )}
    </div>
  )
}

function fits({ name, columns }: CatalogTable, words: string): boolean {
  const wanted = words.trim().toLowerCase()
  return wanted === '' || [name, ...columns.map((column) => column.name)].some((one) => one.toLowerCase().includes(wanted))
}

type DetailProps = { readonly instance: Instance; readonly database: string; readonly table: CatalogTable }

function TableDetail({ instance, database, table }: DetailProps) {
  const { t } = useTranslation('access')
  const sample = useSampleTable()
  const { schema, name, kind, rows, columns } = table
  return (
    <div className={css['table']}>
      <section className={css['columns']}>
        <div className="row" style={{ marginBottom: 10 }}>
          <h2>{nameOf(table)}</h2>
          <Tag>{t(`kind_${kind}`)}</Tag>
          {rows === null ? null : <span className="xs dim num">{t('aboutRows', { rows: formatCount(Math.round(rows)) })}</span>}
        </div>
        <div className="card">
          <table className={tableCss['table']}>
            <thead>
              <tr>
                <th scope="col">{t('column')}</th>
                <th scope="col">{t('type')}</th>
                <th scope="col" className="hide-s">
                  {t('nullable')}
                </th>
                <th scope="col">
                  <span className="sr">{t('masked')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {columns.map((column) => (
                <tr key={column.name}>
                  <td className="mono">
                    {column.name} {column.isKey ? <Tag>{t('key')}</Tag> : null}
                  </td>
                  <td className="mono dim">{column.type}</td>
                  <td className="dim hide-s">{column.isNullable ? t('yes') : ''}</td>
                  <td className={tableCss['right']}>{column.isMasked ? <Tag>{t('masked')}</Tag> : null}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      {instance.maySubmit ? (
        <section className={css['sample']} aria-label={t('sample')}>
          <div className={css['sampleHead']}>
            <h3>{t('sample')}</h3>
            <span className="xs dim">{t('sampleHelp')}</span>
            <span className="sp" />
            <Button
              leftSection={<Eye size={14} aria-hidden />}
              loading={sample.isPending}
              onClick={() => sample.mutate({ id: instance.id, database, schema, table: name })}
            >
              {t('sampleShow')}
            </Button>
          </div>
          {sample.error === null ? null : (
            <div className={css['nothing']}>
              <Problem title={t('actionFailed', { ns: 'common' })} text={sentenceOf(sample.error)} />
            </div>
          )}
          {sample.data === undefined ? null : sample.data.rows.length === 0 ? (
            <p className={css['quietLine']}>{t('sampleNone')}</p>
          ) : (
            <DataGrid
              columns={sample.data.columns}
              rows={sample.data.rows}
              count={sample.data.rows.length}
              label={t('sampleOf', { name })}
            />
          )}
        </section>
      ) : null}
    </div>
  )
}
