import type { EffectClass } from '@steward/contract/effect'
import type { WorkflowDocument } from '@steward/contract/workflow'
import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useCreateWorkflow } from '../../api/workflows.ts'
import { EffectSquares } from '../../ui/effect-chip.tsx'
import css from './list.module.css'

type Example = {
  readonly name: string
  readonly about: string
  readonly effects: readonly EffectClass[]
  readonly load: () => Promise<unknown>
}

/** Of the files in examples/, those that show something without an account. Each is loaded when it is wanted. */
const examples: readonly Example[] = [
  {
    name: 'Triage orders by value',
    about: 'Sorts orders into three lanes, big ones first',
    effects: [],
    load: () => import('../../../examples/order-triage.json', { with: { type: 'json' } }),
  },
  {
    name: 'Score leads with code',
    about: 'Rules in JavaScript, the best go to sales',
    effects: [],
    load: () => import('../../../examples/lead-scoring.json', { with: { type: 'json' } }),
  },
  {
    name: 'Sales report from a CSV text',
    about: 'Adds lines up per region and writes a report',
    effects: [],
    load: () => import('../../../examples/sales-report.json', { with: { type: 'json' } }),
  },
  {
    name: 'Answer a webhook',
    about: 'A quote worked out from the body of a call',
    effects: [],
    load: () => import('../../../examples/webhook-answer.json', { with: { type: 'json' } }),
  },
  {
    name: 'Send in batches',
    about: 'Two at a time, with a short rest in between',
    effects: [],
    load: () => import('../../../examples/loop-in-batches.json', { with: { type: 'json' } }),
  },
]

export function Examples() {
  const { t } = useTranslation('workflow')
  const navigate = useNavigate()
  const create = useCreateWorkflow()
  const add = async (example: Example) => {
    const { default: document } = (await example.load()) as { readonly default: WorkflowDocument }
    create.mutate(document, {
      onSuccess: (made) => void navigate({ to: '/workflows/$workflowId', params: { workflowId: made.summary.id } }),
    })
  }
  return (
    <ul className={css['examples']}>
      {examples.map((example) => (
        <li key={example.name}>
          <div className="sp">
            <div className="b ell">{example.name}</div>
            <div className="xs dim ell">{example.about}</div>
          </div>
          <EffectSquares effects={example.effects} />
          <Button disabled={create.isPending} onClick={() => void add(example)} aria-label={`${t('addExample')} ${example.name}`}>
            {t('addExample')}
          </Button>
        </li>
      ))}
    </ul>
  )
}
