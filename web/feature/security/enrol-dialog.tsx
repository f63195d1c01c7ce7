import { Button, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../api/problem.ts'
import { useConfirmSecondFactor } from '../../api/security.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Problem } from '../../ui/feedback.tsx'
import { qrPath } from './qr-path.ts'
import css from './security.module.css'

type Props = {
  readonly begun: { readonly secret: string; readonly uri: string }
  readonly onClose: () => void
  readonly onDone: (recoveryCodes: readonly string[]) => void
}

/** Puts the secret into an app and proves by a code that it got there. */
export function EnrolDialog({ begun, onClose, onDone }: Props) {
  const { t } = useTranslation('security')
  const [code, setCode] = useState('')
  const confirm = useConfirmSecondFactor()
  const { path, squares } = useMemo(() => qrPath(begun.uri), [begun.uri])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    confirm.mutate(code, { onSuccess: ({ recoveryCodes }) => onDone(recoveryCodes) })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('enrolTitle')}
      size={440}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      <form onSubmit={submit} className={css['enrol']}>
        <p className="ink2">{t('enrolScan')}</p>
        <svg
          className={css['qr']}
          viewBox={`0 0 ${squares} ${squares}`}
          shapeRendering="crispEdges"
          role="img"
          aria-label={t('enrolQr')}
        >
          <path d={path} fill="currentColor" />
        </svg>
        <div>
          <span className="label">{t('enrolKey')}</span>
          <div className={css['secret']}>
            <code>{begun.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
            <CopyButton text={begun.secret} label={t('copyKey')} />
          </div>
        </div>
        <TextInput
          label={t('enrolConfirm')}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={7}
          data-autofocus
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        {confirm.error === null ? null : <Problem title={t('actionFailed', { ns: 'common' })} text={sentenceOf(confirm.error)} />}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>{t('cancel', { ns: 'common' })}</Button>
          <Button type="submit" variant="filled" loading={confirm.isPending} disabled={!/^\d{3} ?\d{3}$/.test(code.trim())}>
            {t('switchOn')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
