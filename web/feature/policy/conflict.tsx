import type { Policy } from '@steward/contract/api/policy'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { policiesQuery } from '../../api/policies.ts'
import { StateCircle } from '../../ui/state-circle.tsx'
import css from './policy.module.css'
import { policySentence } from './policy-sentence.ts'
import { useNames } from './use-names.ts'

type Props = {
  readonly id: string
  readonly isPending: boolean
  /** With the version that is there now. */
  readonly onKeepMine: (version: number) => void
  readonly onTakeTheirs: (theirs: Policy) => void
}

/** Two people have changed one policy: what was typed is kept until the second one has chosen. */
export function Conflict({ id, isPending, onKeepMine, onTakeTheirs }: Props) {
  const { t } = useTranslation(['policy', 'common'])
  const names = useNames()
  const policies = useQuery({ ...policiesQuery, staleTime: 0 })
  const theirs = policies.isFetching ? undefined : policies.data?.items.find((one) => one.id === id)
  return (
    <div className={css['conflict']} role="alert">
      <StateCircle state="failed" />
      <div className="sp">
        <div className="b">{t('conflict')}</div>
        {policies.isFetching ? null : (
          <p className="ink2">
            {theirs === undefined
              ? t('conflictGone')
              : t('conflictText', { theirs: `“${theirs.name}”: ${policySentence(t, theirs, names)}` })}
          </p>
        )}
        {theirs === undefined ? null : (
          <div className="row" style={{ marginTop: 8 }}>
            <Button loading={isPending} onClick={() => onKeepMine(theirs.version)}>
              {t('keepMine')}
            </Button>
            <Button onClick={() => onTakeTheirs(theirs)}>{t('takeTheirs')}</Button>
          </div>
        )}
      </div>
    </div>
  )
}
