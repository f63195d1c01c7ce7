import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../api/problem.ts'
import { signInProvidersQuery, useStartProvider } from '../../api/security.ts'
import { ProviderIcon } from '../../ui/provider-icon.tsx'
import { StateCircle } from '../../ui/state-circle.tsx'
import door from './door.module.css'
import css from './provider-buttons.module.css'

type Props = {
  readonly next?: string | undefined
  /** Only those by which somebody new gets an account. */
  readonly forNewPeople?: boolean
  /** Between the buttons and the form below them; without it there is no form. */
  readonly or?: string
}

/** Ways in by another service, above the form of a sign-in or sign-up page. Nothing where there are none. */
export function ProviderButtons({ next, forNewPeople = false, or }: Props) {
  const { t } = useTranslation('security')
  const known = useQuery(signInProvidersQuery).data?.items ?? []
  const providers = forNewPeople ? known.filter((one) => one.createsAccounts) : known
  const start = useStartProvider()
  if (providers.length === 0) return null
  const isLeaving = start.isPending || start.isSuccess
  return (
    <div className={css['providers']}>
      <div className={css['buttons']}>
        {providers.map(({ name, label, kind }) => (
          <Button
            key={name}
            className={css['button'] ?? ''}
            leftSection={<ProviderIcon kind={kind} />}
            loading={isLeaving && start.variables.name === name}
            disabled={isLeaving}
            onClick={() => start.mutate({ name, next })}
          >
            {t('continueWith', { label })}
          </Button>
        ))}
      </div>
      {start.error === null ? null : (
        <div className={door['error']} role="alert">
          <StateCircle state="failed" />
          <span>{sentenceOf(start.error)}</span>
        </div>
      )}
      {or === undefined ? null : (
        <div className={css['or']}>
          <span>{or}</span>
        </div>
      )}
    </div>
  )
}
