import type { ClientBase } from 'pg'
import type { HubName } from '../../hubs.ts'

export type Policy = { readonly name: string; readonly roles: readonly string[]; readonly condition: string | null }

export type Relation = {
  readonly hub: HubName
  readonly name: string
  readonly kind: 'table' | 'view' | 'materialized view'
  readonly isPartition: boolean
  readonly hasWorkspace: boolean
  /** Row security of a table; reading with the rights of who asks, of a view. */
  readonly secured: boolean
  readonly policies: readonly Policy[]
  /** What the member's role, or everybody, may do with it: `select`, or `select (name)` where that is for one column. */
  readonly member: readonly string[]
  /** The same of the hub's own role. */
  readonly own: readonly string[]
}

/** A function that runs with the rights of its owner and is open to everybody. */
export type OpenFunction = { readonly hub: HubName; readonly signature: string }

export type WallState = { readonly relations: readonly Relation[]; readonly openFunctions: readonly OpenFunction[] }

type Roles = ReadonlyMap<HubName, { readonly role: string; readonly memberRole: string }>

/** How the wall stands, in one round trip. */
export async function readWall(client: ClientBase, roles: Roles): Promise<WallState> {
  const { rows } = await client.query<WallState>(
    `with member as (
       select m.hub, r.oid as role, o.oid as own from unnest($1::text[], $2::text[], $3::text[]) as m (hub, role, own)
         left join pg_roles r on r.rolname = m.role left join pg_roles o on o.rolname = m.own)
     select
       (select coalesce(json_agg(json_build_object(
          'hub', n.nspname, 'name', c.relname, 'isPartition', c.relispartition,
          'kind', case c.relkind when 'v' then 'view' when 'm' then 'materialized view' else 'table' end,
          'secured', c.relrowsecurity or coalesce('security_invoker=true' = any (c.reloptions), false),
          'hasWorkspace', exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped),
          'policies', (select coalesce(json_agg(json_build_object('name', p.polname, 'condition', obj_description(p.oid, 'pg_policy'),
              'roles', (select coalesce(json_agg(r.rolname), '["public"]') from pg_roles r where r.oid = any (p.polroles)))), '[]')
              from pg_policy p where p.polrelid = c.oid),
          'member', allowed.member, 'own', allowed.own
        ) order by n.nspname, c.relname), '[]')
          from pg_class c join pg_namespace n on n.oid = c.relnamespace join member on member.hub = n.nspname
               cross join lateral (
                 select coalesce(json_agg(distinct told.what) filter (where told.whom in (0, member.role)), '[]') as member,
                        coalesce(json_agg(distinct told.what) filter (where told.whom in (0, member.own)), '[]') as own
                   from (select lower(acl.privilege_type) as what, acl.grantee as whom from aclexplode(c.relacl) acl
                         union all
                         select lower(acl.privilege_type) || ' (' || a.attname || ')', acl.grantee
                           from pg_attribute a cross join aclexplode(a.attacl) acl where a.attrelid = c.oid and not a.attisdropped) told
               ) allowed
         where c.relkind in ('r', 'p', 'v', 'm')) as relations,
       (select coalesce(json_agg(json_build_object('hub', n.nspname, 'signature', f.oid::regprocedure::text)), '[]')
          from pg_proc f join pg_namespace n on n.oid = f.pronamespace join member on member.hub = n.nspname
         where f.prosecdef and exists (select from aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) acl where acl.grantee = 0)
       ) as "openFunctions"`,
    [[...roles.keys()], [...roles.values()].map((role) => role.memberRole), [...roles.values()].map((role) => role.role)],
  )
  return rows[0] ?? { relations: [], openFunctions: [] }
}
