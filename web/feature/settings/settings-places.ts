import type { PermissionName } from '@steward/contract/permission'
import { Archive, KeyRound, type LucideIcon } from 'lucide-react'

export type SettingsAddress = '/settings/api-keys' | '/settings/retention'

export type SettingsPlace = {
  readonly to: SettingsAddress
  /** Of the texts in `common`. */
  readonly name: 'apiKeys' | 'retention'
  readonly icon: LucideIcon
  /** Mine, the workspace's, everybody's. */
  readonly group: 'account' | 'workspace' | 'installation'
  /** Who lacks it does not see the page in the list. */
  readonly permission?: PermissionName
}

/** The pages of the settings, in the order in which they are listed. Only what exists. */
export const settingsPlaces: readonly SettingsPlace[] = [
  { to: '/settings/api-keys', name: 'apiKeys', icon: KeyRound, group: 'account' },
  { to: '/settings/retention', name: 'retention', icon: Archive, group: 'workspace' },
]

export const settingsGroups = ['account', 'workspace', 'installation'] as const
