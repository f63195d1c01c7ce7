import type { AccountLink } from '@steward/contract/api/account'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { accountLinkQuery } from '../../../api/account.ts'
import { sentenceOf } from '../../../api/problem.ts'
import { Door } from '../door.tsx'
import { PendingPage } from '../../../shell/pending-page.tsx'
import css from './account.module.css'

type Props = {
  readonly purposes: readonly AccountLink['purpose'][]
  /** Where a new link can be asked for. */
  readonly again?: '/sign-up' | '/forgot' | '/magic-link'
  readonly children: (link: AccountLink, token: string) => ReactNode
}

/** The secret stands behind `#`, which browsers send to nobody. */
export const useLinkToken = (): string => useLocation({ select: ({ hash }) => hash })

/** A page that a link in a mail leads to: it says whose account it is about, and does nothing before somebody presses a button. */
export function LinkPage({ purposes, again, children }: Props) {
  const { t } = useTranslation('account')
  const token = useLinkToken()
  const link = useQuery({ ...accountLinkQuery(token), enabled: token !== '' })
  if (token === '') return <BrokenLink text={t('linkMissing')} again={again} />
  if (link.isError) return <BrokenLink text={sentenceOf(link.error)} again={again} />
  if (link.data === undefined) return <PendingPage />
  if (!purposes.includes(link.data.purpose)) return <BrokenLink text={t('linkMissing')} again={again} />
  return children(link.data, token)
}

export function BrokenLink({ text, again }: { readonly text: string; readonly again: Props['again'] | undefined }) {
  const { t } = useTranslation('account')
  return (
    <Door title={t('linkBroken')} lead={text}>
      <div className={css['links']}>
        {again === undefined ? null : (
          <Link to={again} className="link">
            {t('askNewLink')}
          </Link>
        )}
        <Link to="/sign-in" className="link">
          {t('toSignIn')}
        </Link>
      </div>
    </Door>
  )
}
