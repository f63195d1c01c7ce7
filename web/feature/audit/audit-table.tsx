import type { AuditLine } from '@steward/contract/api/audit'
import { useTranslation } from 'react-i18next'
import { formatFullTime, formatTime } from '../../lib/format.ts'
import css from './audit.module.css'
import tableCss from '../../ui/table.module.css'

type Props = { readonly lines: readonly AuditLine[]; readonly onOpen: (line: AuditLine) => void }

export function AuditTable({ lines, onOpen }: Props) {
  const { t } = useTranslation('audit')
  return (
    <div className={`card ${css['wide']}`}>
      <table className={tableCss['table']}>
        <thead>
          <tr>
            <th scope="col">{t('what')}</th>
            <th scope="col" className="hide-s">
              {t('on')}
            </th>
            <th scope="col">{t('who')}</th>
            <th scope="col" className="hide-s">
              {t('means')}
            </th>
            <th scope="col" className={`${tableCss['right']} hide-s`}>
              {t('time')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Row key={line.id} line={line} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ line, onOpen }: { readonly line: AuditLine; readonly onOpen: (line: AuditLine) => void }) {
  const { t } = useTranslation('audit')
  const when = formatTime(line.at, new Date(), t('today', { ns: 'common' }))
  return (
    <tr className={css['row']}>
      <td>
        <button type="button" className={`mono ell ${css['open']}`} onClick={() => onOpen(line)}>
          {line.action}
        </button>
        <div className={`xs dim num ${css['small']}`}>{when}</div>
      </td>
      <td className="ink2 ell hide-s">{line.resource.name ?? line.resource.type.replaceAll('_', ' ')}</td>
      <td className="ell">
        <ActorName line={line} />
      </td>
      <td className="ink2 hide-s">{t(`means_${line.means ?? 'unknown'}`)}</td>
      <td className={`${tableCss['right']} num dim hide-s`} title={formatFullTime(line.at)}>
        {when}
      </td>
    </tr>
  )
}

/** The name of whoever did it; Steward where nobody did. */
export function ActorName({ line: { actor, means } }: { readonly line: Pick<AuditLine, 'actor' | 'means'> }) {
  const { t } = useTranslation('audit')
  if (actor !== null) return <span className="b">{actor.name ?? t('erasedPerson')}</span>
  return <span className="dim">{means === 'system' || means === 'workflow' ? t(`means_${means}`) : t('nobody')}</span>
}
