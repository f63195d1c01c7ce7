import { ListOrdered, Play, Plug, Receipt, Settings, Workflow, type LucideIcon } from 'lucide-react'

type Address = '/workflows' | '/executions' | '/connections' | '/queue' | '/effects' | '/settings'

export type Place = {
  readonly to: Address
  readonly name: 'workflows' | 'executions' | 'connections' | 'queue' | 'effects' | 'settings'
  readonly icon: LucideIcon
  readonly group: 'build' | 'operate' | 'settings'
  /** In the bar of a phone; the others are behind "More". */
  readonly onPhone?: true
}

/** The pages a person can go to; those of the settings have a list of their own. Only what exists. */
export const places: readonly Place[] = [
  { to: '/workflows', name: 'workflows', icon: Workflow, group: 'build', onPhone: true },
  { to: '/executions', name: 'executions', icon: Play, group: 'build', onPhone: true },
  { to: '/connections', name: 'connections', icon: Plug, group: 'build' },
  { to: '/effects', name: 'effects', icon: Receipt, group: 'operate', onPhone: true },
  { to: '/queue', name: 'queue', icon: ListOrdered, group: 'operate', onPhone: true },
  { to: '/settings', name: 'settings', icon: Settings, group: 'settings' },
]
