import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '../../ui/copy-button.tsx'
import css from './new-key-dialog.module.css'

/** The secret of a key, the one time that it is shown. */
export function KeySecret({
  secret,
  note,
  onDone,
}: {
  readonly secret: string
  readonly note?: string
  readonly onDone: () => void
}) {
  const { t } = useTranslation('identity')
  return (
    <div className={css['stack']}>
      <p className="ink2">{t('keyOnce')}</p>
      <div className={css['secret']}>
        <code>{secret}</code>
        <CopyButton text={secret} label={t('copyKey')} />
      </div>
      {note === undefined ? null : <p className="ink2">{note}</p>}
      <Button variant="filled" onClick={onDone}>
        {t('keyDone')}
      </Button>
    </div>
  )
}
