import type { PermissionName } from '@steward/contract/permission'
import {
  Database,
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
  /** Without it the place is not offered. */
  readonly permission?: PermissionName
}

/** The pages a person can go to; those of the settings have a list of their own. Only what exists. */
export const places: readonly Place[] = [
  { to: '/workflows', name: 'workflows', icon: Workflow, group: 'build', onPhone: 2 },
  { to: '/executions', name: 'executions', icon: Play, group: 'build', onPhone: 3 },
  { to: '/connections', name: 'connections', icon: Plug, group: 'build' },
  { to: '/approvals', name: 'approvals', icon: Stamp, group: 'decide', onPhone: 1, permission: 'execution:read' },
  { to: '/effects', name: 'effects', icon: ReceiptText, group: 'decide', onPhone: 4 },
  { to: '/policies', name: 'policies', icon: ShieldCheck, group: 'decide', permission: 'policy:read' },
  { to: '/queries', name: 'queries', icon: Database, group: 'operate', permission: 'query:read' },
  { to: '/queue', name: 'queue', icon: ListOrdered, group: 'operate' },
  { to: '/settings', name: 'settings', icon: Settings, group: 'settings' },
]
