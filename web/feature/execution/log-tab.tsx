import type { Execution } from '@steward/contract/api/execution'
import { useTranslation } from 'react-i18next'
import css from './execution.module.css'
import { displayTag } from '../../lib/format.ts'

export function LogTab({ execution }: { readonly execution: Execution }) {
  const { t } = useTranslation('execution')
  if (execution.logs.length === 0) return <p className={css['nothing']}>{t('noLog')}</p>
  return (
    <ol className={css['log']} tabIndex={0} aria-label={t('log')}>
      {execution.logs.map((line, index) => (
        <li key={index} data-level={line.level}>
          <time className="dim" dateTime={line.at}>
            {new Date(line.at).toLocaleTimeString(displayTag(), { fractionalSecondDigits: 3 })}
          </time>
          <span>{line.level}</span>
          <span>
            {line.node === null ? '' : <span className="dim">{line.node}: </span>}
            {line.message}
          </span>
        </li>
      ))}
    </ol>
  )
}
