import type { Execution, NodeExecution } from '@steward/contract/api/execution'
import { useTranslation } from 'react-i18next'
import { useDecide } from '../../api/executions.ts'
import { useCan } from '../../api/session.ts'
import { canProbe } from '../../lib/can-probe.ts'
import { DoubtCard } from '../../ui/doubt-card.tsx'
import { notifyDone } from '../../ui/notify.tsx'

const told = { happened: 'decided', repeat: 'decided', stop: 'decidedStop', probe: 'probed' } as const

/** The question whether an effect happened, and what becomes of the answer. */
export function Doubt({ execution, node }: { readonly execution: Execution; readonly node: NodeExecution }) {
  const { t } = useTranslation('execution')
  const decide = useDecide()
  const mayAnswer = useCan()('execution:write')
  return (
    <DoubtCard
      node={node}
      canProbe={canProbe(execution.document, node)}
      isPending={decide.isPending}
      mayAnswer={mayAnswer}
      onAnswer={(answer) =>
        decide.mutate(
          { id: execution.summary.id, index: node.index, ...answer },
          { onSuccess: () => notifyDone(t(told[answer.decision])) },
        )
      }
    />
  )
}
