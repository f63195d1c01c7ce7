import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { StateCircle } from '../../../ui/state-circle.tsx'

type Props = { readonly version: number; readonly approvalId: string; readonly className: string | undefined }

/** A version that is published as soon as somebody approves of it. */
export function WaitingVersion({ version, approvalId, className }: Props) {
  const { t } = useTranslation('publication')
  return (
    <Link to="/approvals/$approvalId" params={{ approvalId }} search={{ tab: 'all' }} className={className ?? ''}>
      <StateCircle state="waiting" />
      {t('waits', { version })}
    </Link>
  )
}
