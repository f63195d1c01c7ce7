import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../api/problem.ts'
import { secondFactorQuery, useBeginSecondFactor, useEndSecondFactor, useRenewRecoveryCodes } from '../../api/security.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Problem, SkeletonRows } from '../../ui/feedback.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { EnrolDialog } from './enrol-dialog.tsx'
import { RecoveryCodesDialog } from './recovery-codes.tsx'
import css from './security.module.css'

/** From so many on the person is told to make new ones. */
const fewCodes = 3

export function TwoFactorCard() {
  const { t } = useTranslation('security')
  const factor = useQuery(secondFactorQuery)
  const begin = useBeginSecondFactor()
  const end = useEndSecondFactor()
  const renew = useRenewRecoveryCodes()
  const [sure, setSure] = useState<'end' | 'renew'>()
  const [codes, setCodes] = useState<readonly string[]>()
  if (factor.isPending) return <SkeletonRows rows={1} />
  if (factor.isError) return <Problem title={t('loadFailed', { ns: 'common' })} text={sentenceOf(factor.error)} />
  const { isOn, recoveryCodesLeft: left } = factor.data
  return (
    <section className="card" aria-labelledby="two-factor">
      <div className={css['head']}>
        <div>
          <h2 id="two-factor">{t('twoFactor')}</h2>
          <p className="ink2">{t(isOn ? 'twoFactorOn' : 'twoFactorOff')}</p>
        </div>
        {isOn ? (
          <Button style={{ color: 'var(--delete)' }} loading={end.isPending} onClick={() => setSure('end')}>
            {t('switchOff')}
          </Button>
        ) : (
          <Button variant="filled" loading={begin.isPending} onClick={() => begin.mutate()}>
            {t('setUp')}
          </Button>
        )}
      </div>
      {isOn ? (
        <div className={css['entry']}>
          <ShieldCheck size={18} aria-hidden />
          <div>
            {t('codesLeft', { count: left })}
            {left <= fewCodes ? <div className="xs dim">{t('codesFew')}</div> : null}
          </div>
          <Button loading={renew.isPending} onClick={() => setSure('renew')}>
            {t('newCodes')}
          </Button>
        </div>
      ) : null}
      {begin.data === undefined || isOn ? null : (
        <EnrolDialog
          begun={begin.data}
          onClose={begin.reset}
          onDone={(made) => {
            begin.reset()
            setCodes(made)
          }}
        />
      )}
      {codes === undefined ? null : <RecoveryCodesDialog codes={codes} onClose={() => setCodes(undefined)} />}
      <ConfirmDialog
        opened={sure === 'end'}
        onClose={() => setSure(undefined)}
        title={t('switchOffSure')}
        text={t('switchOffText')}
        action={t('switchOff')}
        onConfirm={() => end.mutate(undefined, { onSuccess: () => notifyDone(t('switchedOff')) })}
      />
      <ConfirmDialog
        opened={sure === 'renew'}
        onClose={() => setSure(undefined)}
        title={t('newCodesSure')}
        text={t('newCodesText')}
        action={t('makeNew')}
        onConfirm={() => renew.mutate(undefined, { onSuccess: ({ recoveryCodes }) => setCodes(recoveryCodes) })}
      />
    </section>
  )
}
