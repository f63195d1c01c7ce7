import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { hasCode, sentenceOf } from '../../api/problem.ts'
import { useFinishSignIn } from '../../api/session.ts'
import { StateCircle } from '../../ui/state-circle.tsx'
import { Door } from './door.tsx'
import css from './door.module.css'

type Props = { readonly ticket: string; readonly onDone: () => void; readonly onStartOver: () => void }

const digits = 6

/** What is asked of somebody who has shown their first factor. */
export function SecondStep({ ticket, onDone, onStartOver }: Props) {
  const { t } = useTranslation('security')
  const [isRecovery, setRecovery] = useState(false)
  const [code, setCode] = useState('')
  const finish = useFinishSignIn()
  const isOver = hasCode(finish.error, 'identity.ticket_not_valid')
  const send = (typed: string) => finish.mutate({ ticket, code: typed }, { onSuccess: onDone, onError: () => setCode('') })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send(code)
  }
  const type = (typed: string) => {
    setCode(typed)
    if (!isRecovery && /^\d{6}$/.test(typed.replaceAll(' ', '')) && !finish.isPending) send(typed)
  }
  return (
    <Door title={t('secondStep')} lead={t(isRecovery ? 'secondStepRecovery' : 'secondStepText')}>
      <form onSubmit={submit} className={css['fields']} noValidate>
        <TextInput
          key={isRecovery ? 'recovery' : 'app'}
          label={t(isRecovery ? 'recoveryCode' : 'code')}
          name="code"
          inputMode={isRecovery ? 'text' : 'numeric'}
          autoComplete={isRecovery ? 'off' : 'one-time-code'}
          spellCheck={false}
          autoFocus
          maxLength={40}
          disabled={isOver}
          value={code}
          onChange={(event) => type(event.currentTarget.value)}
        />
        {finish.error === null ? null : (
          <div className={css['error']} role="alert">
            <StateCircle state="failed" />
            <span>{sentenceOf(finish.error)}</span>
          </div>
        )}
        {isOver ? null : (
          <Button
            type="submit"
            variant="filled"
            className={css['submit'] ?? ''}
            loading={finish.isPending}
            disabled={code.trim().length < digits}
            fullWidth
          >
            {t('continue')}
          </Button>
        )}
        <div className="row" style={{ justifyContent: 'space-between' }}>
          {isOver ? null : (
            <button
              type="button"
              className={css['textButton']}
              onClick={() => {
                setRecovery(!isRecovery)
                setCode('')
              }}
            >
              {t(isRecovery ? 'useApp' : 'useRecovery')}
            </button>
          )}
          <button type="button" className={css['textButton']} onClick={onStartOver}>
            {t('startOver')}
          </button>
        </div>
      </form>
    </Door>
  )
}
