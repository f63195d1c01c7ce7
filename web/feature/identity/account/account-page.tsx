import type { Account } from '@steward/contract/api/account'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { accountQuery } from '../../../api/account.ts'
import { sentenceOf } from '../../../api/problem.ts'
import { Problem, SkeletonRows } from '../../../ui/feedback.tsx'
import { Page } from '../../../ui/page.tsx'
import { DeletePart } from './delete-part.tsx'
import { EmailPart } from './email-part.tsx'
import { NamePart } from './name-part.tsx'
import { PasswordPart } from './password-part.tsx'

/** Who somebody is here, and the way out for good. */
export default function AccountPage() {
  const { t } = useTranslation('account')
  const account = useQuery(accountQuery)
  return (
    <Page title={t('account')}>
      {account.isPending ? <SkeletonRows rows={3} /> : null}
      {account.isError ? (
        <Problem
          title={t('loadFailed', { ns: 'common' })}
          text={sentenceOf(account.error)}
          onRetry={() => void account.refetch()}
        />
      ) : null}
      {account.data === undefined ? null : <Parts account={account.data} />}
    </Page>
  )
}

function Parts({ account }: { readonly account: Account }) {
  return (
    <>
      <NamePart key={account.name} name={account.name} />
      <EmailPart email={account.email} />
      <PasswordPart account={account} />
      <DeletePart email={account.email} />
    </>
  )
}
