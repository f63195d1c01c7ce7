import { queryOptions, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/call.ts'
import { connectionsQuery } from '../../api/connections.ts'
import { nodeKindsQuery } from '../../api/workflows.ts'
import { useRoleName } from '../../lib/use-role-name.ts'
import type { Names } from './policy-sentence.ts'

/** As many as one page of the API gives; what is beyond it is chosen by searching and named by its kind. */
const namesMax = 200

const workflowNamesQuery = queryOptions({
  queryKey: ['workflows', 'names'],
  queryFn: ({ signal }) => call('GET /workflows', { query: { limit: namesMax } }, signal),
})
const memberNamesQuery = queryOptions({
  queryKey: ['members', 'names'],
  queryFn: ({ signal }) => call('GET /members', { query: { limit: namesMax } }, signal),
})

export type Choice = { readonly value: string; readonly label: string }
export type Choices = {
  readonly connectors: readonly Choice[]
  readonly connections: readonly Choice[]
  readonly workflows: readonly Choice[]
  readonly people: readonly Choice[]
}

/** What a policy can name, as choices. Kinds of node that never touch anything outside cannot be asked about. */
export function useChoices(): Choices {
  const kinds = useQuery(nodeKindsQuery).data?.items ?? []
  const connections = useQuery(connectionsQuery).data?.items ?? []
  const workflows = useQuery(workflowNamesQuery).data?.items ?? []
  const members = useQuery(memberNamesQuery).data?.items ?? []
  return {
    connectors: kinds.filter(({ effect }) => effect !== 'pure').map(({ type, title }) => ({ value: type, label: title })),
    connections: connections.map(({ id, name }) => ({ value: id, label: name })),
    workflows: workflows.map(({ id, name }) => ({ value: id, label: name })),
    people: members.map(({ userId, name }) => ({ value: userId, label: name })),
  }
}

export function useNames(): Names {
  const { t } = useTranslation('policy')
  const role = useRoleName()
  const { connectors, connections, workflows, people } = useChoices()
  const among = (choices: readonly Choice[], otherwise: (value: string) => string) => {
    const labels = new Map(choices.map(({ value, label }) => [value, label]))
    return (value: string) => labels.get(value) ?? otherwise(value)
  }
  return {
    connector: among(connectors, (type) => type),
    connection: among(connections, () => t('something')),
    workflow: among(workflows, () => t('something')),
    person: among(people, () => t('somebody')),
    role,
  }
}
