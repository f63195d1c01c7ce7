import type { EffectOutcome } from '@steward/contract/api/effect'
import { useTranslation } from 'react-i18next'
import type { State } from '../../ui/state.ts'
import { StateLabel } from '../../ui/state-circle.tsx'

/** What was answered counts like what was seen; only an open question is hatched. */
const states: Record<EffectOutcome, State> = {
  completed: 'completed',
  failed: 'failed',
  in_doubt: 'in_doubt',
  happened: 'completed',
  repeated: 'running',
  stopped: 'cancelled',
  cut_off: 'cancelled',
  refused: 'cancelled',
  undone: 'skipped',
}

export function OutcomeLabel({ outcome }: { readonly outcome: EffectOutcome }) {
  const { t } = useTranslation('effect')
  return <StateLabel state={states[outcome]} text={t(`outcome_${outcome}`)} pill={outcome === 'in_doubt'} />
}
