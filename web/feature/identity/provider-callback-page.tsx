import { Button } from '@mantine/core'
import { useNavigate, useParams, useRouter } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../api/problem.ts'
import { useFinishVisit } from '../../api/security.ts'
import { ownPath } from '../../lib/own-path.ts'
import { notifyDone } from '../../ui/notify.tsx'
import { StateCircle } from '../../ui/state-circle.tsx'
import { Door } from './door.tsx'
import css from './door.module.css'
import { SecondStep } from './second-step.tsx'

/** Where a sign-in provider sends the browser back to. What it says is told to the server once, and leaves the address. */
export default function ProviderCallbackPage() {
  const { t } = useTranslation('security')
  const { name } = useParams({ from: '/sign-in/callback/$name' })
  const navigate = useNavigate()
  const router = useRouter()
  const { mutate, data, error } = useFinishVisit()
  const told = useRef(false)
  const goOn = (next: string | null | undefined) => {
    const path = ownPath(next)
    if (path === undefined) void navigate({ to: '/workflows', replace: true })
    else router.history.replace(path)
  }
  useEffect(() => {
    // Rendering twice must not tell it twice: a visit ends once.
    if (told.current) return
    told.current = true
    const query = window.location.search
    window.history.replaceState(window.history.state, '', window.location.pathname)
    mutate(
      { name, query },
      {
        onSuccess: ({ outcome, next }) => {
          if (outcome.kind === 'linked') {
            notifyDone(t('linked'))
            void navigate({ to: '/settings/security', replace: true })
          } else if (outcome.kind !== 'second_factor') goOn(next)
        },
      },
    )
  })

  const startOver = () => void navigate({ to: '/sign-in', replace: true })
  if (data?.outcome.kind === 'second_factor') {
    const { ticket } = data.outcome.secondFactor
    return <SecondStep ticket={ticket} onDone={() => goOn(data.next)} onStartOver={startOver} />
  }
  if (error === null) {
    return (
      <Door title={t('returning')} lead={t('returningText')}>
        <span className="row dim" role="status">
          <StateCircle state="running" />
          {t('loading', { ns: 'common' })}
        </span>
      </Door>
    )
  }
  return (
    <Door title={t('returnFailed')} lead={t('returnFailedText')}>
      <div className={css['fields']}>
        <div className={css['error']} role="alert">
          <StateCircle state="failed" />
          <span>{sentenceOf(error)}</span>
        </div>
        <Button className={css['submit'] ?? ''} onClick={startOver} fullWidth>
          {t('backToSignIn')}
        </Button>
      </div>
    </Door>
  )
}
