import { can, canSomewhere, narrowed, type PermissionName, permissionNames, systemRoles } from '@steward/contract/permission'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Role } from '#http'
import { grantsOf, type Holding, holdingsOf, lacksOf } from './holding.ts'

const start = new Date('2026-01-01T00:00:00.000Z').getTime()
const pods = ['pod-a', 'pod-b', 'pod-c']
const somePermission = fc.constantFrom(...permissionNames)
const somePod = fc.constantFrom(null, ...pods)
const someTime = fc.integer({ min: -5, max: 5 }).map((ms) => new Date(start + ms))

const someAssigned = fc.record({
  id: fc.uuid(),
  userId: fc.uuid(),
  memberId: fc.uuid(),
  roleId: fc.uuid(),
  roleName: fc.string(),
  permissions: fc.uniqueArray(somePermission),
  podId: somePod,
  assignedBy: fc.constant(null),
  assignedAt: someTime,
  expiresAt: fc.option(someTime),
})
const someHoldings = fc
  .record({
    role: fc.constantFrom<Role>('owner', 'admin', 'editor', 'viewer'),
    isAdmin: fc.boolean(),
    assigned: fc.array(someAssigned, { maxLength: 5 }),
    managed: fc.array(
      fc.constantFrom(...pods).map((podId) => ({ podId, userId: '', by: null, since: new Date(start) })),
      { maxLength: 2 },
    ),
  })
  .map(holdingsOf)

const allows = (one: Holding, permission: PermissionName, podId: string | null, now: Date) =>
  one.permissions.includes(permission) &&
  (one.podId === null || one.podId === podId) &&
  (one.until === null || one.until.getTime() > now.getTime())

test('somebody may do exactly what some holding allows there and then', () => {
  fc.assert(
    fc.property(someHoldings, somePermission, somePod, someTime, (holdings, permission, podId, now) => {
      const grants = grantsOf(holdings, now)
      const allowed = holdings.some((one) => allows(one, permission, podId, now))

      expect(can(grants, permission, { podId })).toBe(allowed)
      expect(can(grants, permission)).toBe(holdings.some((one) => allows(one, permission, null, now)))
      expect(canSomewhere(grants, permission)).toBe(
        [null, ...pods].some((pod) => holdings.some((one) => allows(one, permission, pod, now))),
      )
    }),
  )
})

test('what is added never takes anything away, and a key never adds anything', () => {
  fc.assert(
    fc.property(someHoldings, someHoldings, fc.uniqueArray(somePermission), someTime, (some, more, scopes, now) => {
      const [few, many] = [grantsOf(some, now), grantsOf([...some, ...more], now)]
      const key = narrowed(few, scopes)
      for (const permission of permissionNames) {
        for (const podId of [null, ...pods]) {
          if (can(few, permission, { podId })) expect(can(many, permission, { podId })).toBe(true)
          expect(can(key, permission, { podId })).toBe(can(few, permission, { podId }) && scopes.includes(permission))
        }
      }
    }),
  )
})

test('whoever gets what another holds gains nothing that the other does not have, at any later time', () => {
  fc.assert(
    fc.property(someHoldings, someAssigned, someTime, (holdings, given, now) => {
      const { permissions, podId, expiresAt: until } = given
      fc.pre(lacksOf(holdings, { now, scopes: [] })({ permissions, podId, until }) === undefined)
      const [received] = holdingsOf({ role: 'viewer', isAdmin: false, assigned: [given], managed: [] }).filter(
        ({ via }) => via === 'assignment',
      )
      for (let ms = now.getTime(); ms <= start + 10; ms++) {
        const [giver, receiver] = [holdings, received === undefined ? [] : [received]].map((each) => grantsOf(each, new Date(ms)))
        for (const permission of permissions) {
          for (const pod of [null, ...pods]) {
            if (receiver !== undefined && can(receiver, permission, { podId: pod }))
              expect(giver !== undefined && can(giver, permission, { podId: pod })).toBe(true)
          }
        }
      }
    }),
  )
})

test('a role ends at its very moment', () => {
  const until = new Date(start)
  const assigned = [
    { id: '', userId: '', memberId: '', roleId: '', roleName: '', assignedBy: null, assignedAt: until, podId: null },
  ].map((one) => ({ ...one, permissions: ['audit:read'] as const, expiresAt: until }))
  const holdings = holdingsOf({ role: 'viewer', isAdmin: false, assigned, managed: [] })

  const mayAt = (ms: number) => can(grantsOf(holdings, new Date(start + ms)), 'audit:read')

  expect([mayAt(-1), mayAt(0), mayAt(1)]).toEqual([true, false, false])
})

test('what every role holds is what the contract says, and more than the one below it', () => {
  const names = (role: Role) =>
    grantsOf(holdingsOf({ role, isAdmin: false, assigned: [], managed: [] }), new Date(start)).everywhere

  for (const role of ['owner', 'admin', 'editor', 'viewer'] as const) expect([...names(role)]).toEqual([...systemRoles[role]])
  expect(names('editor').isSupersetOf(names('viewer'))).toBe(true)
  expect(names('admin').isSupersetOf(names('editor'))).toBe(true)
  expect(names('owner').isSupersetOf(names('admin'))).toBe(true)
})
