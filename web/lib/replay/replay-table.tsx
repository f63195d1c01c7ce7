import type { NodeDifference } from '@steward/contract/api/replay'
import { useTranslation } from 'react-i18next'
import css from './replay.module.css'
import tableCss from '../../ui/table.module.css'

export function ReplayTable({ differences }: { readonly differences: readonly NodeDifference[] }) {
  const { t } = useTranslation('execution')
  return (
    <div className={`card ${css['table']}`}>
      <table className={tableCss['table']}>
        <thead>
          <tr>
            <th scope="col">{t('replayNode')}</th>
            <th scope="col">{t('replayResult')}</th>
            <th scope="col">{t('replayWhere')}</th>
            <th scope="col">{t('replayBefore')}</th>
            <th scope="col">{t('replayNow')}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map((one) => (
            <tr key={`${one.nodeId} ${one.runIndex} ${one.result}`}>
              <td>
                <span className="b">{one.nodeName}</span>{' '}
                {one.runIndex > 0 ? <span className="dim num">{t('runIndex', { number: one.runIndex + 1 })}</span> : null}
              </td>
              <td>
                {t(`result_${one.result}`)}
                {one.request === 'none' ? null : <div className="xs dim">{t(`request_${one.request}`)}</div>}
              </td>
              <td className="mono">{one.difference?.path ?? ''}</td>
              <td>
                <pre>{one.difference?.old ?? ''}</pre>
              </td>
              <td>
                <pre>{one.difference?.new ?? ''}</pre>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
