import { Button, Modal, PasswordInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../api/problem.ts'
import { stepUpQuery, useStartStepUp, useStepUp } from '../api/security.ts'
import { answerStepUp } from '../api/step-up.ts'
import { Problem, SkeletonRows } from '../ui/feedback.tsx'
import { ProviderIcon } from '../ui/provider-icon.tsx'

type Asked = { readonly answer: (confirmed: boolean) => void }

/** Asks whoever is signed in to confirm that it is them, whenever the server wants that; what they did is then done once more. */
export function StepUpDialog() {
  const { t } = useTranslation('security')
  const [asked, setAsked] = useState<Asked>()
  useEffect(() => answerStepUp(() => new Promise((answer) => setAsked({ answer }))), [])
  const end = (confirmed: boolean) => {
    asked?.answer(confirmed)
    setAsked(undefined)
  }
  return (
    <Modal
      opened={asked !== undefined}
      onClose={() => end(false)}
      title={t('confirmYou')}
      size={420}
      // Above the dialog whose deed it confirms.
      zIndex={300}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      {asked === undefined ? null : <Ways onDone={end} />}
    </Modal>
  )
}

function Ways({ onDone }: { readonly onDone: (confirmed: boolean) => void }) {
  const { t } = useTranslation('security')
  const found = useQuery({ ...stepUpQuery, gcTime: 0 })
  const start = useStartStepUp()
  if (found.isPending) return <SkeletonRows rows={2} />
  if (found.isError) return <Problem title={t('loadFailed', { ns: 'common' })} text={sentenceOf(found.error)} />
  const { ways, providers } = found.data
  const next = `${window.location.pathname}${window.location.search}`
  return (
    <div style={{ display: 'grid', gap: 14 }}>
      <p className="ink2">{t(ways.length === 0 ? 'confirmNoWay' : 'confirmYouText')}</p>
      {ways.includes('code') || ways.includes('password') ? (
        <ProofForm way={ways.includes('code') ? 'code' : 'password'} onDone={onDone} />
      ) : null}
      {providers.map(({ name, label, kind }) => (
        <Button
          key={name}
          leftSection={<ProviderIcon kind={kind} size={16} />}
          loading={start.isPending || start.isSuccess}
          onClick={() => start.mutate({ name, next })}
        >
          {t('confirmBy', { label })}
        </Button>
      ))}
      {start.error === null ? null : <Problem title={t('actionFailed', { ns: 'common' })} text={sentenceOf(start.error)} />}
      {ways.includes('code') || ways.includes('password') ? null : (
        <Button onClick={() => onDone(false)}>{t('cancel', { ns: 'common' })}</Button>
      )}
    </div>
  )
}

function ProofForm({ way, onDone }: { readonly way: 'code' | 'password'; readonly onDone: (confirmed: boolean) => void }) {
  const { t } = useTranslation('security')
  const [proof, setProof] = useState('')
  const stepUp = useStepUp()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    stepUp.mutate(way === 'code' ? { code: proof } : { password: proof }, {
      onSuccess: () => onDone(true),
      onError: () => setProof(''),
    })
  }
  const field = { value: proof, onChange: (event: { currentTarget: { value: string } }) => setProof(event.currentTarget.value) }
  return (
    <form onSubmit={submit} style={{ display: 'grid', gap: 14 }}>
      {way === 'code' ? (
        <TextInput label={t('code')} inputMode="numeric" autoComplete="one-time-code" maxLength={40} autoFocus {...field} />
      ) : (
        <PasswordInput label={t('password')} autoComplete="current-password" maxLength={256} autoFocus {...field} />
      )}
      {stepUp.error === null ? null : <Problem title={t('actionFailed', { ns: 'common' })} text={sentenceOf(stepUp.error)} />}
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button onClick={() => onDone(false)}>{t('cancel', { ns: 'common' })}</Button>
        <Button type="submit" variant="filled" loading={stepUp.isPending} disabled={proof.length < (way === 'code' ? 6 : 1)}>
          {t('continue')}
        </Button>
      </div>
    </form>
  )
}
