import type { NodeExecution } from '@steward/contract/api/execution'
import { useTranslation } from 'react-i18next'
import { StateCircle } from '../../ui/state-circle.tsx'
import css from './panel.module.css'

export function NodeProblem({ execution }: { readonly execution: NodeExecution }) {
  const { t } = useTranslation('editor')
  const { error, tries } = execution
  if (error === null) return null
  const facts = [
    ...(error.itemIndex === null ? [] : [t('atItem', { number: error.itemIndex + 1 })]),
    ...(tries > 1 ? [t('tries', { count: tries })] : []),
  ]
  return (
    <div className={css['error']} role="alert">
      <StateCircle state="failed" />
      <div className="sp">
        <p className="b">{error.message}</p>
        {error.description === null ? null : <p className="ink2">{error.description}</p>}
        {facts.length === 0 ? null : <p className="xs dim">{facts.join(' · ')}</p>}
      </div>
    </div>
  )
}
