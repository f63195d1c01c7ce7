import { Loader } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useAskMagicLink, useMagicLink } from '../../../api/account.ts'
import { sentenceOf } from '../../../api/problem.ts'
import { Door } from '../door.tsx'
import { AskByMail } from './ask-by-mail.tsx'
import { BrokenLink, useLinkToken } from './link-page.tsx'
import { useEnter } from './use-enter.ts'

/** Without a link it asks for one, with one it goes in. */
export default function MagicLinkPage() {
  const token = useLinkToken()
  return token === '' ? <AskPage /> : <EntryPage key={token} token={token} />
}

function AskPage() {
  const { t } = useTranslation('account')
  return (
    <AskByMail
      title={t('magic')}
      lead={t('magicLead')}
      button={t('sendLink')}
      ask={useAskMagicLink()}
      sentText={(email) => t('checkMailMagic', { email })}
    />
  )
}

/** Goes in at once: only the browser that asked can use the link up, so no program that looks through mails does. */
function EntryPage({ token }: { readonly token: string }) {
  const { t } = useTranslation('account')
  const redeem = useMagicLink()
  const enter = useEnter()
  const begun = useRef(false)
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    redeem.mutate(token, { onSuccess: enter })
  })
  if (redeem.error !== null) return <BrokenLink text={sentenceOf(redeem.error)} again="/magic-link" />
  return (
    <Door title={t('signingIn')} lead={t('signingInLead')}>
      <Loader size="sm" aria-hidden />
    </Door>
  )
}
