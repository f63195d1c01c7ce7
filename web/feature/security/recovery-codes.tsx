import { Button, Modal } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { Check, Copy, Download, Printer } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../api/session.ts'
import { download } from '../../lib/download.ts'
import css from './security.module.css'

/** Shown this one time: to be copied, downloaded or printed. */
export function RecoveryCodesDialog({ codes, onClose }: { readonly codes: readonly string[]; readonly onClose: () => void }) {
  const { t } = useTranslation('security')
  const { user } = useSession()
  const clipboard = useClipboard()
  const heading = t('codesHeading', { email: user.email, host: window.location.host })
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('keepCodes')}
      size={440}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      <div className={`${css['enrol']} print-codes`}>
        <p className="ink2">{t('keepCodesText')}</p>
        <div className={css['paper']}>
          <h2 className={css['onlyPrint']}>{heading}</h2>
          <ul className={css['codes']}>
            {codes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
        </div>
        <div className={css['buttons']}>
          <Button
            leftSection={clipboard.copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
            onClick={() => clipboard.copy(codes.join('\n'))}
          >
            {t(clipboard.copied ? 'copied' : 'copyCodes')}
          </Button>
          <Button
            leftSection={<Download size={14} aria-hidden />}
            onClick={() => download(t('codesFile'), `${heading}\n\n${codes.join('\n')}\n`)}
          >
            {t('downloadCodes')}
          </Button>
          <Button leftSection={<Printer size={14} aria-hidden />} onClick={() => window.print()}>
            {t('printCodes')}
          </Button>
        </div>
        <Button variant="filled" onClick={onClose}>
          {t('codesKept')}
        </Button>
      </div>
    </Modal>
  )
}
