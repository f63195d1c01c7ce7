import type { PermissionName } from '@steward/contract/permission'
import {
  Database,
  LayoutTemplate,
  ListOrdered,
  Play,
  Plug,
  ReceiptText,
  Settings,
  ShieldCheck,
  Stamp,
  Workflow,
  type LucideIcon,
} from 'lucide-react'

type Address =
  | '/approvals'
  | '/workflows'
  | '/templates'
  | '/executions'
  | '/connections'
  | '/effects'
  | '/policies'
  | '/queries'
  | '/queue'
  | '/settings'

export type Place = {
  readonly to: Address
  readonly name:
    | 'approvals'
    | 'workflows'
    | 'templates'
    | 'executions'
    | 'connections'
    | 'effects'
    | 'policies'
    | 'queries'
    | 'queue'
    | 'settings'
  readonly icon: LucideIcon
  readonly group: 'build' | 'decide' | 'operate' | 'settings'
  /** Where it stands in the bar of a phone, from the left; the others are behind "More". */
  readonly onPhone?: 1 | 2 | 3 | 4
  /** After `g` it leads there. */
  readonly letter: string
  /** Without it the place is not offered. */
  readonly permission?: PermissionName
}

/** The pages a person can go to; those of the settings have a list of their own. Only what exists. */
export const places: readonly Place[] = [
  { to: '/workflows', name: 'workflows', letter: 'w', icon: Workflow, group: 'build', onPhone: 2 },
  { to: '/templates', name: 'templates', letter: 't', icon: LayoutTemplate, group: 'build' },
  { to: '/executions', name: 'executions', letter: 'e', icon: Play, group: 'build', onPhone: 3 },
  { to: '/connections', name: 'connections', letter: 'c', icon: Plug, group: 'build' },
  { to: '/approvals', name: 'approvals', letter: 'a', icon: Stamp, group: 'decide', onPhone: 1, permission: 'execution:read' },
  { to: '/effects', name: 'effects', letter: 'r', icon: ReceiptText, group: 'decide', onPhone: 4 },
  { to: '/policies', name: 'policies', letter: 'p', icon: ShieldCheck, group: 'decide', permission: 'policy:read' },
  { to: '/queries', name: 'queries', letter: 'q', icon: Database, group: 'operate', permission: 'query:read' },
  { to: '/queue', name: 'queue', letter: 'u', icon: ListOrdered, group: 'operate' },
  { to: '/settings', name: 'settings', letter: 's', icon: Settings, group: 'settings' },
]
