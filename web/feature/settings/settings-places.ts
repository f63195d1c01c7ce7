import type { PermissionName } from '@steward/contract/permission'
import {
  Archive,
  Bell,
  Building2,
  Users,
  Boxes,
  Database,
  Contact,
  Palette,
  History,
  ScrollText,
  ShieldCheck,
  Braces,
  ServerCog,
  SlidersHorizontal,
  KeyRound,
  LogIn,
  MessagesSquare,
  type LucideIcon,
  UserRound,
  UserRoundCog,
} from 'lucide-react'

export type SettingsAddress =
  | '/settings/profile'
  | '/settings/preferences'
  | '/settings/notifications'
  | '/settings/account'
  | '/settings/security'
  | '/settings/sign-in-providers'
  | '/settings/workspace'
  | '/settings/members'
  | '/settings/configuration'
  | '/settings/installation'
  | '/settings/variables'
  | '/settings/api-keys'
  | '/settings/roles'
  | '/settings/pods'
  | '/settings/instances'
  | '/settings/slack'
  | '/settings/retention'
  | '/settings/audit'
  | '/settings/activity'
  | '/settings/installation-audit'

export type SettingsPlace = {
  readonly to: SettingsAddress
  /** Of the texts in `common`. */
  readonly name:
    | 'profile'
    | 'preferences'
    | 'notifications'
    | 'account'
    | 'security'
    | 'signInProviders'
    | 'workspaceGeneral'
    | 'members'
    | 'configuration'
    | 'installation'
    | 'variables'
    | 'apiKeys'
    | 'roles'
    | 'pods'
    | 'instances'
    | 'slack'
    | 'retention'
    | 'auditLog'
    | 'activity'
    | 'installationAudit'
  readonly icon: LucideIcon
  /** Mine, the workspace's, everybody's. */
  readonly group: 'account' | 'workspace' | 'installation'
  /** Who lacks it does not see the page in the list. */
  readonly permission?: PermissionName
}

/** The pages of the settings, in the order in which they are listed. Only what exists. */
export const settingsPlaces: readonly SettingsPlace[] = [
  { to: '/settings/profile', name: 'profile', icon: Contact, group: 'account' },
  { to: '/settings/preferences', name: 'preferences', icon: Palette, group: 'account' },
  { to: '/settings/notifications', name: 'notifications', icon: Bell, group: 'account' },
  { to: '/settings/account', name: 'account', icon: UserRound, group: 'account' },
  { to: '/settings/security', name: 'security', icon: ShieldCheck, group: 'account' },
  { to: '/settings/api-keys', name: 'apiKeys', icon: KeyRound, group: 'account' },
  { to: '/settings/workspace', name: 'workspaceGeneral', icon: Building2, group: 'workspace' },
  { to: '/settings/members', name: 'members', icon: Users, group: 'workspace', permission: 'member:read' },
  { to: '/settings/roles', name: 'roles', icon: UserRoundCog, group: 'workspace', permission: 'member:read' },
  { to: '/settings/pods', name: 'pods', icon: Boxes, group: 'workspace', permission: 'member:read' },
  { to: '/settings/instances', name: 'instances', icon: Database, group: 'workspace', permission: 'instance:manage' },
  {
    to: '/settings/configuration',
    name: 'configuration',
    icon: SlidersHorizontal,
    group: 'workspace',
    permission: 'config:read',
  },
  { to: '/settings/variables', name: 'variables', icon: Braces, group: 'workspace', permission: 'variable:read' },
  { to: '/settings/slack', name: 'slack', icon: MessagesSquare, group: 'workspace', permission: 'config:read' },
  { to: '/settings/retention', name: 'retention', icon: Archive, group: 'workspace' },
  { to: '/settings/activity', name: 'activity', icon: History, group: 'workspace', permission: 'workflow:read' },
  { to: '/settings/audit', name: 'auditLog', icon: ScrollText, group: 'workspace', permission: 'audit:read' },
  {
    to: '/settings/installation',
    name: 'installation',
    icon: ServerCog,
    group: 'installation',
    permission: 'installation:manage',
  },
  {
    to: '/settings/sign-in-providers',
    name: 'signInProviders',
    icon: LogIn,
    group: 'installation',
    permission: 'installation:manage',
  },
  {
    to: '/settings/installation-audit',
    name: 'installationAudit',
    icon: ShieldCheck,
    group: 'installation',
    permission: 'installation:manage',
  },
]

export const settingsGroups = ['account', 'workspace', 'installation'] as const
