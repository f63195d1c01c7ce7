import type { NewPolicy } from '@steward/contract/api/policy'
import { Button, Select } from '@mantine/core'
import { FlaskConical } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../api/call.ts'
import { useTryPolicy } from '../../api/policies.ts'
import { sentenceOf } from '../../api/problem.ts'
import { displayTag, formatTime } from '../../lib/format.ts'
import { EffectChip } from '../../ui/effect-chip.tsx'
import { Problem } from '../../ui/feedback.tsx'
import css from './policy.module.css'

type Trial = Answer<'POST /policies/trial'>
type Props = {
  readonly policy: NewPolicy
  /** The policy that it would take the place of. */
  readonly replaces: string | undefined
  readonly disabled: boolean
}

const spans = [1, 7, 30, 90] as const

/** What the policy would have done with what has really happened. */
export function PolicyTrial({ policy, replaces, disabled }: Props) {
  const { t } = useTranslation('policy')
  const [days, setDays] = useState<number>(7)
  const trial = useTryPolicy()
  const wanted = JSON.stringify({ policy, days })
  const isOld =
    trial.data !== undefined && JSON.stringify({ policy: trial.variables.policy, days: trial.variables.days }) !== wanted
  return (
    <section className={css['trial']} aria-label={t('try')}>
      <div className={css['trialHead']}>
        <div className="sp">
          <h3>{t('try')}</h3>
          <p className="xs dim">{t('tryText')}</p>
        </div>
        <Select
          aria-label={t('tryDays')}
          w={110}
          value={String(days)}
          onChange={(value) => setDays(Number(value))}
          data={spans.map((value) => ({ value: String(value), label: t('daysLong', { count: value }) }))}
        />
        <Button
          leftSection={<FlaskConical size={14} aria-hidden />}
          disabled={disabled}
          loading={trial.isPending}
          onClick={() => trial.mutate({ policy, days, ...(replaces === undefined ? {} : { replaces }) })}
        >
          {t('try')}
        </Button>
      </div>
      <div role="status">
        {trial.isError ? <Problem title={t('actionFailed', { ns: 'common' })} text={sentenceOf(trial.error)} /> : null}
        {trial.data === undefined ? null : <Result trial={trial.data} days={trial.variables.days ?? 7} />}
        {isOld ? <p className={`${css['old']} xs`}>{t('tryAgain')}</p> : null}
      </div>
    </section>
  )
}

const listed = (words: readonly string[]) => new Intl.ListFormat(displayTag(), { type: 'conjunction' }).format(words)

function Result({ trial, days }: { readonly trial: Trial; readonly days: number }) {
  const { t } = useTranslation('policy')
  const { considered, matched, asked, denied, allowed, changed, examples } = trial
  if (considered === 0) return <p className={css['verdict']}>{t('tryNothing', { days })}</p>
  if (matched === 0) return <p className={css['verdict']}>{t('tryUntouched', { considered, days })}</p>
  const did = [
    ...(asked > 0 ? [t('asked', { count: asked })] : []),
    ...(denied > 0 ? [t('denied', { count: denied })] : []),
    ...(allowed > 0 ? [t('allowed', { count: allowed })] : []),
  ]
  return (
    <>
      <p className={css['verdict']}>
        {t('tryResult', { did: listed(did), days })}{' '}
        <span className="dim">{changed === 0 ? t('trySame') : t('tryChanged', { count: changed })}</span>
      </p>
      {trial.isPartial ? <p className="xs dim">{t('tryPartial', { considered })}</p> : null}
      {examples.length === 0 ? null : (
        <>
          <h4 className={css['examplesHead']}>{t('tryExamples')}</h4>
          <ul className={css['examples']}>
            {examples.map((line) => (
              <Example key={line.receiptId} line={line} />
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function Example({ line }: { readonly line: Trial['examples'][number] }) {
  const { t } = useTranslation(['policy', 'common'])
  return (
    <li>
      <EffectChip effect={line.class} />
      <div className="sp">
        <div className="ell">
          {line.workflowName}, {line.nodeName}
        </div>
        <div className="xs dim ell">
          {line.target === null ? '' : `${line.target} · `}
          {t(`environment_${line.environment}`)} · {formatTime(line.at, new Date(), t('today', { ns: 'common' }))}
        </div>
      </div>
      <span className="xs nw">
        <span className="dim">{t(`answer_${line.before}`)}</span> → <b>{t(`answer_${line.after}`)}</b>
      </span>
    </li>
  )
}
