import type { Answer } from '../../api/call.ts'
import { useTranslation } from 'react-i18next'
import { StateCircle } from '../../ui/state-circle.tsx'
import css from './query.module.css'

/** What would happen if it were submitted now: executed at once, asked about and of whom, or denied. */
export function Outlook({ answer }: { readonly answer: Answer<'POST /queries/analysis'> }) {
  const { t } = useTranslation('query')
  const { analysis, policies, asks, grantId } = answer
  if (analysis.refusal !== null) return null
  const by = policies.map(({ name }) => name).join(', ')
  const [state, title, text] =
    answer.answer === 'deny'
      ? (['failed', t('willDeny'), t('willDenyText', { policies: by })] as const)
      : answer.answer === 'ask'
        ? (['waiting', t('willAsk', { who: asks.join(', ') }), t('willAskText', { policies: by })] as const)
        : (['completed', t('willRun'), grantId === null ? t('willRunText') : t('willRunByGrant')] as const)
  return (
    <div className={css['outlook']} data-answer={answer.answer}>
      <StateCircle state={state} size={16} />
      <div>
        <div className="b">{title}</div>
        <p className={css['pointText']}>{text}</p>
      </div>
    </div>
  )
}
