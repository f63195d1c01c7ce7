import type { EffectFilter } from '../../api/effects.ts'

/** What the address of the page says. */
export type EffectSearch = {
  readonly [
    Name in
      | 'class'
      | 'outcome'
      | 'environment'
      | 'subject'
      | 'workflow'
      | 'execution'
      | 'connector'
      | 'connection'
      | 'approval'
      | 'actor'
      | 'target'
      | 'text'
      | 'from'
      | 'to'
      | 'receipt'
  ]?: string | undefined
}

/** Of the address, what the server is asked. */
export function filterOf({ receipt: _receipt, workflow, execution, approval, ...same }: EffectSearch): EffectFilter {
  return { ...same, workflowId: workflow, executionId: execution, approvalId: approval }
}

/** Filters that are chosen elsewhere and can only be taken away here. */
export const givenFilters = [
  'execution',
  'workflow',
  'target',
  'connector',
  'connection',
  'approval',
  'actor',
  'subject',
] as const
