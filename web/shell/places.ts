import { Archive, KeyRound, ListOrdered, Play, Plug, Receipt, Workflow, type LucideIcon } from 'lucide-react'

type Address =
  | '/workflows'
  | '/executions'
  | '/connections'
  | '/queue'
  | '/effects'
  | '/settings/api-keys'
  | '/settings/retention'

export type Place = {
  readonly to: Address
  readonly name: 'workflows' | 'executions' | 'connections' | 'queue' | 'effects' | 'apiKeys' | 'retention'
  readonly icon: LucideIcon
  readonly group: 'build' | 'operate' | 'settings'
  /** In the bar of a phone; the others are behind "More". */
  readonly onPhone?: true
}

/** The pages a person can go to. Only what exists. */
export const places: readonly Place[] = [
  { to: '/workflows', name: 'workflows', icon: Workflow, group: 'build', onPhone: true },
  { to: '/executions', name: 'executions', icon: Play, group: 'build', onPhone: true },
  { to: '/connections', name: 'connections', icon: Plug, group: 'build' },
  { to: '/effects', name: 'effects', icon: Receipt, group: 'operate', onPhone: true },
  { to: '/queue', name: 'queue', icon: ListOrdered, group: 'operate', onPhone: true },
  { to: '/settings/retention', name: 'retention', icon: Archive, group: 'settings' },
  { to: '/settings/api-keys', name: 'apiKeys', icon: KeyRound, group: 'settings' },
]
