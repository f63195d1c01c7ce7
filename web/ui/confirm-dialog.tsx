import { Button, Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'

type Props = {
  readonly opened: boolean
  readonly onClose: () => void
  readonly title: string
  readonly text: string
  readonly action: string
  readonly onConfirm: () => void
}

/** Asks before something that cannot be taken back. The way out has the focus, not the deed. */
export function ConfirmDialog({ opened, onClose, title, text, action, onConfirm }: Props) {
  const { t } = useTranslation('common')
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={420} closeButtonProps={{ 'aria-label': t('close') }}>
      <p className="ink2" style={{ marginBottom: 16 }}>
        {text}
      </p>
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button onClick={onClose} data-autofocus>
          {t('cancel')}
        </Button>
        <Button
          style={{ color: 'var(--delete)' }}
          onClick={() => {
            onClose()
            onConfirm()
          }}
        >
          {action}
        </Button>
      </div>
    </Modal>
  )
}
