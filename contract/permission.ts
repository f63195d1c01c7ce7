/**
 * What can be allowed. Roles are made of these names, an API key's scopes are some of them, and every
 * endpoint names one. The text says what its holder may do.
 */
export const permissions = {
  'workflow:read': 'See workflows and their versions',
  'workflow:write': 'Make, change and delete workflows',
  'workflow:activate': 'Switch workflows on and off',
  'execution:read': 'See executions with their data, queues and effects',
  'execution:start': 'Start workflows',
  'execution:write': 'Cancel, pause, retry and decide about executions',
  'connection:read': 'See which connections there are',
  'connection:write': 'Make, change and delete connections',
  'variable:read': 'See variables; secret ones without their values',
  'variable:write': 'Make, change and delete variables',
  'config:read': 'See the configuration of the workspace',
  'config:write': 'Change the configuration of the workspace',
  'member:read': 'See who is in the workspace',
  'member:manage': 'Invite people, remove them and change their roles',
  'role:manage': 'Make and change roles',
  'pod:manage': 'Make pods and choose their people',
  'audit:read': 'Read and export the audit log',
  'api_key:manage': 'Make and revoke API keys of one’s own',
  'effect:decide': 'Approve or refuse effects that wait for a person',
  'effect:override': 'Let an effect happen in an emergency without those who should decide',
  'policy:read': 'See the policies for effects',
  'policy:manage': 'Make and change the policies for effects',
  'query:read': 'See database queries and the databases they are for',
  'query:submit': 'Submit database queries',
  'query:decide': 'Approve or refuse database queries',
  'instance:manage': 'Make and change the databases that can be queried, and what is hidden in them',
  'workspace:manage': 'Change the settings of the workspace',
  'workspace:own': 'Hand the workspace over, or delete it',
  'installation:manage': 'Change what holds for the whole installation',
} as const

export type PermissionName = keyof typeof permissions

export const permissionNames = Object.keys(permissions) as readonly PermissionName[]

export const isPermissionName = (name: unknown): name is PermissionName =>
  typeof name === 'string' && Object.hasOwn(permissions, name)

const reading = permissionNames.filter((name) => name.endsWith(':read') && name !== 'audit:read' && name !== 'config:read')
const building: readonly PermissionName[] = [
  ...reading,
  'workflow:write',
  'workflow:activate',
  'execution:start',
  'execution:write',
  'connection:write',
  'variable:write',
]
const managing = permissionNames.filter((name) => name !== 'workspace:own' && name !== 'installation:manage')

/**
 * The roles that every workspace has. Nobody can change them; a workspace adds its own beside them.
 * `installation:manage` is in none: it belongs to the administrators of the installation.
 */
export const systemRoles = {
  owner: [...managing, 'workspace:own'],
  admin: managing,
  editor: [...building, 'api_key:manage'],
  viewer: [...reading, 'api_key:manage'],
  approver: [...reading, 'effect:decide', 'api_key:manage'],
  developer: [...building, 'query:submit', 'api_key:manage'],
  manager: [...building, 'query:submit', 'query:decide', 'effect:decide', 'api_key:manage'],
} as const satisfies Record<string, readonly PermissionName[]>

export type SystemRole = keyof typeof systemRoles

export const systemRoleNames = Object.keys(systemRoles) as readonly SystemRole[]

/** What the roles are for, in a sentence each. */
export const systemRoleTexts = {
  owner: 'Answers for the workspace: may do everything in it, hand it over and delete it.',
  admin: 'Runs the workspace: people, roles, settings and everything that is built in it.',
  editor: 'Builds workflows and connections, switches them on and looks after their executions.',
  viewer: 'Looks at everything that is built and executed, and changes nothing.',
  approver: 'Looks, and decides about effects that wait for a person.',
  developer: 'Builds like an editor, and submits database queries.',
  manager: 'Builds, submits queries, and decides about queries and effects.',
} as const satisfies Record<SystemRole, string>

/** Whoever manages a pod has this role on what belongs to the pod. */
export const podManagerRole: SystemRole = 'manager'

/** These come with being the owner or the administrator of the installation, never with a role that somebody made. */
export const reservedPermissions: readonly PermissionName[] = ['workspace:own', 'installation:manage']

/** What somebody may do in one workspace: everywhere in it, and for the pods they have a role in. */
export type Grants = {
  readonly everywhere: ReadonlySet<PermissionName>
  /** By the id of the pod. */
  readonly pods: ReadonlyMap<string, ReadonlySet<PermissionName>>
}

/** What is acted on, as far as it matters for who may. */
export type Resource = { readonly podId?: string | null }

/** The one answer to "may they?": the API asks it before it acts, the web app before it offers. */
export function can(grants: Grants, permission: PermissionName, resource: Resource = {}): boolean {
  if (grants.everywhere.has(permission)) return true
  const { podId } = resource
  return podId !== undefined && podId !== null && (grants.pods.get(podId)?.has(permission) ?? false)
}

/** Whether they may it anywhere at all: on everything, or on what belongs to some pod. */
export function canSomewhere(grants: Grants, permission: PermissionName): boolean {
  return grants.everywhere.has(permission) || [...grants.pods.values()].some((names) => names.has(permission))
}

/** What is left of grants in the hand of a key that was given some permissions only. */
export function narrowed(grants: Grants, scopes: readonly string[]): Grants {
  const given = new Set(scopes)
  const keep = (names: ReadonlySet<PermissionName>) => new Set([...names].filter((name) => given.has(name)))
  return { everywhere: keep(grants.everywhere), pods: new Map([...grants.pods].map(([pod, names]) => [pod, keep(names)])) }
}
