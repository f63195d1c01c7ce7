import type { AuditLine } from '@steward/contract/api/audit'
import { Button, Drawer } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditFilter } from '../../api/audit.ts'
import { formatFullTime } from '../../lib/format.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { JsonText } from '../../ui/json-text.tsx'
import { ActorName } from './audit-table.tsx'
import { changesOf } from './changes-of.ts'
import css from './audit.module.css'

type Props = {
  readonly line: AuditLine | undefined
  readonly onClose: () => void
  readonly onOnly: (filter: AuditFilter) => void
}

/** One line with everything that is known of it. */
export function LineDrawer({ line, onClose, onOnly }: Props) {
  const { t } = useTranslation('audit')
  return (
    <Drawer
      opened={line !== undefined}
      onClose={onClose}
      title={line === undefined ? '' : t('line', { seq: line.seq })}
      size={520}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      {line === undefined ? null : <Slip line={line} onOnly={onOnly} />}
    </Drawer>
  )
}

function Slip({ line, onOnly }: { readonly line: AuditLine; readonly onOnly: Props['onOnly'] }) {
  const { t } = useTranslation('audit')
  const { resource, from, actor, metadata } = line
  const { id } = resource
  return (
    <div className={css['slip']}>
      <div className="mono b">{line.action}</div>
      <dl>
        <Line name={t('time')}>{formatFullTime(line.at)}</Line>
        <Line name={t('who')}>
          <ActorName line={line} />
        </Line>
        <Line name={t('means')}>{t(`means_${line.means ?? 'unknown'}`)}</Line>
        <Line name={t('address')}>{from?.address ?? '–'}</Line>
        <Line name={t('agent')}>{from?.agent ?? '–'}</Line>
        <Line name={t('thing')}>
          {resource.type.replaceAll('_', ' ')}
          {resource.name === null ? '' : `: ${resource.name}`}
        </Line>
        {id === null ? null : <Copied name={t('id')} value={id} label={t('copyId')} />}
      </dl>
      <div className={css['acts']}>
        {actor === null ? null : <Button onClick={() => onOnly({ actor: actor.id })}>{t('onlyPerson')}</Button>}
        {id === null ? null : <Button onClick={() => onOnly({ resourceId: id })}>{t('onlyThing')}</Button>}
      </div>
      {line.erased ? <p className="ink2">{t('erased')}</p> : null}
      <Changes line={line} />
      {metadata === null ? null : (
        <details open>
          <summary>{t('more')}</summary>
          <JsonText value={metadata} />
        </details>
      )}
      <hr />
      <h3>{t('proof')}</h3>
      <dl>
        <Line name={t('recorded')}>{formatFullTime(line.recordedAt)}</Line>
        <Copied name={t('hash')} help={t('hashHelp')} value={line.hash} label={t('copyHash')} />
        <Copied name={t('previousHash')} value={line.previousHash} label={t('copyHash')} />
      </dl>
    </div>
  )
}

function Changes({ line }: { readonly line: AuditLine }) {
  const { t } = useTranslation('audit')
  const changes = changesOf(line.old, line.new)
  if (changes.length === 0) return null
  return (
    <>
      <h3>{t('changes')}</h3>
      <table className={css['changes']}>
        <thead>
          <tr>
            <th scope="col">{t('field')}</th>
            <th scope="col">{t('old')}</th>
            <th scope="col">{t('new')}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ field, old, new: became, isSame }) => (
            <tr key={field}>
              <th scope="row" className="mono">
                {field}
              </th>
              <td className={isSame ? 'dim' : css['old']}>{old ?? '–'}</td>
              <td className={isSame ? 'dim' : css['new']}>{became ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

type CopiedProps = { readonly name: string; readonly help?: string; readonly value: string; readonly label: string }

function Copied({ name, help, value, label }: CopiedProps) {
  return (
    <>
      <dt title={help}>{name}</dt>
      <dd className={css['copied']}>
        <span className="mono">{value}</span>
        <CopyButton text={value} label={label} />
      </dd>
    </>
  )
}
