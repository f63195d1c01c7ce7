import { KeyRound, Play, Plug, Workflow, type LucideIcon } from 'lucide-react'

export type Place = {
  readonly to: '/workflows' | '/executions' | '/connections' | '/settings/api-keys'
  readonly name: 'workflows' | 'executions' | 'connections' | 'apiKeys'
  readonly icon: LucideIcon
}

/** The pages a person can go to. Only what exists. */
export const places: readonly Place[] = [
  { to: '/workflows', name: 'workflows', icon: Workflow },
  { to: '/executions', name: 'executions', icon: Play },
  { to: '/connections', name: 'connections', icon: Plug },
  { to: '/settings/api-keys', name: 'apiKeys', icon: KeyRound },
]
