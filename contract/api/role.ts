import { type Static, Type } from 'typebox'
import { permissionNames } from '../permission.ts'
import { endpoint } from './endpoint.ts'
import { Id, IdParams, Nothing, Nullable, Page, PageQuery, Time } from './page.ts'

const tag = 'role'
const Name = Type.String({ minLength: 1, maxLength: 100 })
const Description = Nullable(Type.String({ maxLength: 1000 }))
const Permission = Type.Enum([...permissionNames])
const Permissions = Type.Array(Permission, { maxItems: permissionNames.length })

export const Person = Type.Object({ id: Id, name: Type.String(), email: Type.String() }, { $id: 'Person' })
export type Person = Static<typeof Person>

export const Role = Type.Object(
  {
    id: Id,
    name: Type.String(),
    description: Nullable(Type.String()),
    permissions: Type.Array(Type.String()),
    isSystem: Type.Boolean({ description: 'One of those that every workspace has; it cannot be changed.' }),
    revision: Type.Integer({ description: 'Counts the changes. A change names the one that it was made on.' }),
    people: Type.Integer({ description: 'How many have the role now, in the workspace or for a pod.' }),
  },
  { $id: 'Role' },
)
export type Role = Static<typeof Role>

export const RoleAssignment = Type.Object(
  {
    id: Id,
    user: Person,
    role: Type.Object({ id: Id, name: Type.String(), isSystem: Type.Boolean() }),
    pod: Nullable(Type.Object({ id: Id, name: Type.String() })),
    assignedBy: Nullable(Person),
    assignedAt: Time,
    expiresAt: Nullable(Time),
  },
  { $id: 'RoleAssignment' },
)
export type RoleAssignment = Static<typeof RoleAssignment>

export const Reason = Type.Object(
  {
    via: Type.Enum(['base_role', 'assignment', 'pod_manager', 'administrator'], {
      description: 'The role as a member, a role assigned beside it, managing a pod, administering the installation.',
    }),
    role: Type.Object({ id: Nullable(Id), name: Type.String() }),
    pod: Nullable(Type.Object({ id: Id, name: Type.String() })),
    since: Nullable(Time),
    until: Nullable(Time),
    by: Nullable(Person),
    assignmentId: Nullable(Id),
  },
  { $id: 'Reason', description: 'One reason why somebody may do something: which role, where, by whom, until when.' },
)
export type Reason = Static<typeof Reason>

export const Holder = Type.Object({ user: Person, because: Type.Array(Reason) }, { $id: 'Holder' })
export type Holder = Static<typeof Holder>

/** People are not paged here; `more` says that there are more than the thousand that were looked at. */
const Holders = Type.Object({ items: Type.Array(Holder), more: Type.Boolean() })

export const listPermissions = endpoint({
  method: 'GET',
  path: '/permissions',
  operationId: 'listPermissions',
  tag,
  permission: 'session',
  summary: 'What can be allowed, each with a sentence.',
  response: Type.Object({
    items: Type.Array(
      Type.Object({
        name: Permission,
        text: Type.String(),
        reserved: Type.Boolean({ description: 'In no role that somebody made.' }),
      }),
    ),
  }),
})

export const explainPermission = endpoint({
  method: 'GET',
  path: '/permissions/explanation',
  operationId: 'explainPermission',
  tag,
  permission: 'member:read',
  summary: 'Why somebody may do something, or why not: every role that allows it, by whom it was given, until when.',
  query: Type.Object({
    permission: Permission,
    userId: Type.Optional(Type.String({ format: 'uuid', description: 'Oneself where it is left out.' })),
    podId: Type.Optional(Id),
  }),
  response: Type.Object({
    user: Person,
    allowed: Type.Boolean(),
    because: Type.Array(Reason),
    elsewhere: Type.Array(Reason, { description: 'What would allow it, but is for another pod.' }),
  }),
})

export const listHolders = endpoint({
  method: 'GET',
  path: '/permissions/holders',
  operationId: 'listHolders',
  tag,
  permission: 'member:read',
  summary: 'Who may do something, in the whole workspace or on what belongs to a pod, and why.',
  query: Type.Object({ permission: Permission, podId: Type.Optional(Id) }),
  response: Holders,
})

export const listRoles = endpoint({
  method: 'GET',
  path: '/roles',
  operationId: 'listRoles',
  tag,
  permission: 'member:read',
  summary: 'The roles of the workspace: those that every workspace has, then its own by name.',
  response: Type.Object({ items: Type.Array(Role) }),
})

export const listRoleHolders = endpoint({
  method: 'GET',
  path: '/roles/:id/holders',
  operationId: 'listRoleHolders',
  tag,
  permission: 'member:read',
  summary: 'Who has a role now, by which way and until when.',
  params: IdParams,
  response: Holders,
})

export const createRole = endpoint({
  method: 'POST',
  path: '/roles',
  operationId: 'createRole',
  tag,
  permission: 'role:manage',
  status: 201,
  summary: 'Makes a role of the workspace. It can hold only what its maker holds without end.',
  body: Type.Object({ name: Name, description: Type.Optional(Description), permissions: Permissions }),
  response: Role,
})

export const changeRole = endpoint({
  method: 'PATCH',
  path: '/roles/:id',
  operationId: 'changeRole',
  tag,
  permission: 'role:manage',
  summary: 'Changes a role of the workspace. Refused with `identity.role_changed_meanwhile` when somebody was quicker.',
  params: IdParams,
  body: Type.Object({
    revision: Type.Integer({ minimum: 1 }),
    name: Type.Optional(Name),
    description: Type.Optional(Description),
    permissions: Type.Optional(Permissions),
  }),
  response: Role,
})

export const deleteRole = endpoint({
  method: 'DELETE',
  path: '/roles/:id',
  operationId: 'deleteRole',
  tag,
  permission: 'role:manage',
  status: 204,
  summary: 'Deletes a role of the workspace; whoever has it loses it at once.',
  params: IdParams,
  response: Nothing,
})

export const listRoleAssignments = endpoint({
  method: 'GET',
  path: '/role-assignments',
  operationId: 'listRoleAssignments',
  tag,
  permission: 'member:read',
  summary: 'The roles that people were given beside the one they have as members, newest first.',
  query: Type.Object({
    ...PageQuery,
    after: Type.Optional(Id),
    userId: Type.Optional(Id),
    roleId: Type.Optional(Id),
    podId: Type.Optional(Id),
  }),
  response: Page(RoleAssignment),
})

export const assignRole = endpoint({
  method: 'POST',
  path: '/role-assignments',
  operationId: 'assignRole',
  tag,
  permission: 'member:manage',
  status: 201,
  summary: 'Gives a member a role, in the whole workspace or for one pod, for ever or until a time.',
  body: Type.Object({
    userId: Id,
    roleId: Id,
    podId: Type.Optional(Id),
    expiresAt: Type.Optional(Time),
  }),
  response: RoleAssignment,
})

export const endRoleAssignment = endpoint({
  method: 'DELETE',
  path: '/role-assignments/:id',
  operationId: 'endRoleAssignment',
  tag,
  permission: 'member:manage',
  status: 204,
  summary: 'Takes an assigned role away again, from the next request on.',
  params: IdParams,
  response: Nothing,
})
