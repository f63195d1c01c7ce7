import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleCheck, Circle } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { firstStepsQuery } from '../../../api/first-steps.ts'
import { useCan, useSession } from '../../../api/session.ts'
import { usePreference } from '../../../lib/preference.ts'
import css from './start.module.css'

const places = {
  workflow: '/templates',
  run: '/workflows',
  published: '/workflows',
  connection: '/connections',
  policy: '/policies',
  invited: '/settings/members',
} as const

/** What is done first, ticked by what is there. Gone when all is done, or when somebody has seen enough of it. */
export function FirstSteps() {
  const { t } = useTranslation('start')
  const { workspace } = useSession()
  const mayWrite = useCan()('workflow:write')
  const [shown, setShown] = usePreference(`firstSteps.${workspace.id}`, ['yes', 'no'], 'yes')
  const { data } = useQuery({ ...firstStepsQuery, enabled: shown === 'yes' && mayWrite })
  const steps = data?.steps ?? []
  const done = steps.filter(({ isDone }) => isDone).length
  if (shown === 'no' || !mayWrite || data === undefined || done === steps.length) return null
  const next = steps.find(({ isDone }) => !isDone)?.name
  return (
    <section className={`card ${css['steps']}`} aria-labelledby="first-steps">
      <header className="row">
        <h2 id="first-steps">{t('title')}</h2>
        <span className="xs dim num">{t('progress', { done, count: steps.length })}</span>
        <span className="sp" />
        <Button size="xs" variant="subtle" color="gray" onClick={() => setShown('no')}>
          {t('hide')}
        </Button>
      </header>
      <ol>
        {steps.map(({ name, isDone }) => (
          <li key={name} data-done={isDone || undefined} data-next={name === next || undefined}>
            {isDone ? <CircleCheck size={16} aria-hidden /> : <Circle size={16} aria-hidden />}
            <div>
              {isDone ? <b>{t(`step_${name}`)}</b> : <Link to={places[name]}>{t(`step_${name}`)}</Link>}
              <span className="sr">{t(isDone ? 'isDone' : 'isOpen')}</span>
              <p className="xs dim">{t(`step_${name}_text`)}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}
