import type { ApiKey } from '@steward/contract/api/identity'
import { Button, Modal, Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRotateApiKey } from '../../api/api-keys.ts'
import { sentenceOf } from '../../api/problem.ts'
import { Problem } from '../../ui/feedback.tsx'
import { KeySecret } from './key-secret.tsx'
import css from './new-key-dialog.module.css'

/** In minutes. */
const graces = ['0', '60', '1440', '10080'] as const

/** Gives a key another secret, and time for programs to take it. */
export function RotateKeyDialog({ apiKey, onClose }: { readonly apiKey: ApiKey; readonly onClose: () => void }) {
  const { t } = useTranslation('identity')
  const rotate = useRotateApiKey()
  const [grace, setGrace] = useState<(typeof graces)[number]>('60')
  const made = rotate.data
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('rotateTitle', { name: apiKey.name })}
      size={480}
      closeOnClickOutside={made === undefined}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      {made !== undefined ? (
        <KeySecret secret={made.secret} note={t(`rotated_${grace}`)} onDone={onClose} />
      ) : (
        <div className={css['stack']}>
          <p className="ink2">{t('rotateText')}</p>
          <Select
            label={t('rotateGrace')}
            value={grace}
            onChange={(value) => setGrace(graces.find((one) => one === value) ?? '60')}
            data={graces.map((one) => ({ value: one, label: t(`grace_${one}`) }))}
          />
          {rotate.error === null ? null : <Problem title={t('actionFailed', { ns: 'common' })} text={sentenceOf(rotate.error)} />}
          <div className={`row ${css['buttons']}`}>
            <Button onClick={onClose}>{t('cancel', { ns: 'common' })}</Button>
            <Button
              variant="filled"
              loading={rotate.isPending}
              onClick={() => rotate.mutate({ id: apiKey.id, graceMinutes: Number(grace) })}
            >
              {t('rotate')}
            </Button>
          </div>
        </div>
      )}
    </Modal>
  )
}
