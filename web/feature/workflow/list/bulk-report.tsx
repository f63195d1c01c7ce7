import { Button, Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { StateCircle } from '../../../ui/state-circle.tsx'
import type { Refusal } from './each-of.ts'
import css from './manage.module.css'

/** What was not done, and why; the others were. */
export function BulkReport({ refusals, onClose }: { readonly refusals: readonly Refusal[]; readonly onClose: () => void }) {
  const { t } = useTranslation('workflow')
  return (
    <Modal
      opened={refusals.length > 0}
      onClose={onClose}
      size={520}
      title={t('refusals', { count: refusals.length })}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      <ul className={css['report']}>
        {refusals.map(({ name, reason }, index) => (
          <li key={index}>
            <StateCircle state="failed" />
            <div>
              <b>{name}</b>
              <p className="ink2">{reason}</p>
            </div>
          </li>
        ))}
      </ul>
      <div className="row" style={{ justifyContent: 'flex-end', marginTop: 12 }}>
        <Button onClick={onClose} data-autofocus>
          {t('close', { ns: 'common' })}
        </Button>
      </div>
    </Modal>
  )
}
