import type { Query } from '@steward/contract/api/query'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { approvalQuery } from '../../api/approvals.ts'
import { useCan } from '../../api/session.ts'
import { ApprovalCard } from '../../lib/approval/approval-card.tsx'
import { Loading } from '../../lib/loading.tsx'
import css from './query.module.css'

/** The same card as in the inbox, below the text that it is about: at what risk, by whose rule, and the answer. */
export function Decision({ query }: { readonly query: Query }) {
  const { t } = useTranslation('query')
  const mayLook = useCan()('execution:read')
  const id = query.approvalId
  const approval = useQuery({ ...approvalQuery(id ?? ''), enabled: id !== null && mayLook })
  if (id === null || query.status !== 'pending') return null
  return (
    <div className={css['decision']}>
      {!mayLook ? (
        <Link className="link" to="/approvals/$approvalId" params={{ approvalId: id }}>
          {t('openApproval')}
        </Link>
      ) : approval.data === undefined ? (
        <Loading query={approval} rows={2} />
      ) : (
        <ApprovalCard approval={approval.data} hasPayload={false} />
      )}
    </div>
  )
}
