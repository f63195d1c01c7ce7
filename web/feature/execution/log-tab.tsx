import type { Execution } from '@steward/contract/api/execution'
import { Select, Switch, TextInput } from '@mantine/core'
import { Search } from 'lucide-react'
import { useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isUnfinished } from '../../ui/state.ts'
import css from './execution.module.css'

const levels = ['debug', 'info', 'warn', 'error'] as const
/** The newest ones; more than these nobody reads without a search. */
const linesShown = 2000

/** What was logged, narrowed by level and text; of what still goes on the end stays in sight. */
export function LogTab({ execution: { logs, summary } }: { readonly execution: Execution }) {
  const { t } = useTranslation('execution')
  const isLive = isUnfinished(summary.status)
  const [level, setLevel] = useState('')
  const [text, setText] = useState('')
  const [isFollowed, setFollowed] = useState(isLive)
  const list = useRef<HTMLOListElement>(null)
  const least = levels.findIndex((one) => one === level)
  const wanted = text.trim().toLowerCase()
  const lines = logs
    .filter((line) => least < 0 || levels.findIndex((one) => one === line.level) >= least)
    .filter((line) => wanted === '' || `${line.node ?? ''} ${line.message}`.toLowerCase().includes(wanted))
    .slice(-linesShown)
  useLayoutEffect(() => {
    if (isFollowed && list.current !== null) list.current.scrollTop = list.current.scrollHeight
  }, [isFollowed, lines.length])
  if (logs.length === 0) return <p className={css['nothing']}>{t('noLog')}</p>
  return (
    <div>
      <div className={css['logTools']} role="search">
        <TextInput
          aria-label={t('logSearch')}
          placeholder={t('logSearch')}
          leftSection={<Search size={14} aria-hidden />}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <Select
          aria-label={t('logLevel')}
          allowDeselect={false}
          w={130}
          value={level}
          onChange={(value) => setLevel(value ?? '')}
          data={[{ value: '', label: t('logAll') }, ...levels.map((one) => ({ value: one, label: one }))]}
        />
        <span className="sp" />
        {isLive ? (
          <Switch
            size="xs"
            label={t('logFollow')}
            checked={isFollowed}
            onChange={({ currentTarget }) => setFollowed(currentTarget.checked)}
          />
        ) : null}
      </div>
      {lines.length === 0 ? <p className={css['nothing']}>{t('logNone')}</p> : null}
      <ol ref={list} className={css['log']} tabIndex={0} aria-label={t('log')}>
        {lines.map((line, index) => (
          <li key={index} data-level={line.level}>
            <time className="dim" dateTime={line.at}>
              {new Date(line.at).toLocaleTimeString('en-GB', { fractionalSecondDigits: 3 })}
            </time>
            <span>{line.level}</span>
            <span>
              {line.node === null ? '' : <span className="dim">{line.node}: </span>}
              {line.message}
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}
