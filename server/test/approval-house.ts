import { createHash } from 'node:crypto'
import type { ApprovalDetail } from '@steward/contract/api/approval'
import type { PolicyAsking } from '@steward/contract/api/policy'
import { newId } from '#base/id'
import { log } from '#base/log'
import type { Role } from '#http'
import { type Action, type ActionText, createGate, type Gate, type GateAnswer, LivePolicies } from '#hub/effect'
import { type Client, testInstallation, type TestInstallation } from './installation.ts'

export type Person = Client & { readonly userId: string }

/** A workspace in which effects ask, and people who ask and decide. */
export type House = AsyncDisposable & {
  readonly steward: TestInstallation
  readonly owner: Person & { readonly workspaceId: string }
  /** Somebody who may not decide. */
  readonly requester: Person
  readonly gate: Gate
  /** The same gate as another process has it. */
  readonly otherGate: Gate
  /** Somebody who may decide about effects. */
  decider(): Promise<Person>
  /** A member with a verified address. */
  member(role: Role): Promise<Person>
  /** Gives somebody a role of the product beside their own. */
  giveRole(userId: string, role: string, podId?: string): Promise<void>
  /** Makes a policy; its id. Its conditions hold for what the connector of this name does. */
  policy(over?: { name?: string; answer?: string; connector?: string; asking?: Partial<PolicyAsking> }): Promise<string>
  changePolicy(id: string, change: object): Promise<void>
  action(over?: Partial<Action>): Action
  ask(action: Action, gate?: Gate): Promise<GateAnswer>
  /** Asks, expects that people are asked, and tells of which approval. */
  asked(action: Action): Promise<string>
  show(id: string, as?: Client): Promise<ApprovalDetail>
  decide(
    as: Client,
    id: string,
    decision?: string,
    more?: { hash?: string; reason?: string },
  ): Promise<{ status: number; code: unknown }>
  /** Moves the times of an approval into the past, as if so many minutes had gone by. */
  age(id: string, minutes: number): Promise<void>
  /** The state that is stored. */
  stored(id: string): Promise<string>
}

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

const text: ActionText = {
  title: 'Refund €129.00 to Lena Brandt, through Stripe',
  detail: 'Order HG-20871',
  payload: { charge: 'ch_3PZq8LKd0Xw2', amount: 12_900 },
  risk: { level: 'high', reasons: ['pays money out', 'cannot be undone'] },
}

export async function givenHouse(): Promise<House> {
  const steward = await testInstallation()
  const { databases: db } = steward
  const owner = await steward.owner()
  const policies = new LivePolicies({ db, log })
  const gateOf = () => createGate({ db, policies, clock: () => new Date() })
  const [gate, otherGate] = [gateOf(), gateOf()]
  const member = async (role: Role): Promise<Person> => {
    const one = await steward.member(role)
    await db.pool('identity').query('update users set is_verified = true where id = $1', [one.userId])
    return one
  }
  const giveRole: House['giveRole'] = async (userId, role, podId) => {
    const roles = (await owner.send('GET', '/roles')).body['items'] as { id: string; name: string }[]
    const roleId = roles.find(({ name }) => name === role)?.id
    must(await owner.send('POST', '/role-assignments', { userId, roleId, ...(podId === undefined ? {} : { podId }) }))
  }
  const ask: House['ask'] = async (action, by = gate) => await by.ask(action, () => text)
  const requester = await member('editor')
  return {
    steward,
    owner,
    requester,
    gate,
    otherGate,
    member,
    giveRole,
    ask,
    decider: async () => {
      const one = await member('viewer')
      await giveRole(one.userId, 'approver')
      return one
    },
    policy: async ({ name = `Policy ${newId()}`, answer = 'ask', connector = 'stripe', asking = {} } = {}) => {
      const plain = { quorum: 1, expiresInMinutes: 60, ...asking }
      const made = must(
        await owner.send('POST', '/policies', {
          name,
          answer,
          conditions: { connectors: [connector] },
          asking: answer === 'ask' ? plain : null,
        }),
      )
      policies.forget(owner.workspaceId)
      return String(made['id'])
    },
    changePolicy: async (id, change) => {
      const all = must(await owner.send('GET', '/policies'))['items'] as { id: string; version: number }[]
      must(await owner.send('PATCH', `/policies/${id}`, { ...change, version: all.find((one) => one.id === id)?.version }))
      policies.forget(owner.workspaceId)
    },
    action: (over = {}) => ({
      workspaceId: owner.workspaceId,
      subject: { kind: 'node', id: newId(), executionId: newId(), nodeId: 'n1', nodeName: 'Refund', runIndex: 0 },
      class: 'write',
      environment: 'production',
      connector: 'stripe',
      connection: { kind: 'stripeApi', id: newId(), name: 'Stripe' },
      target: 'api.stripe.com',
      workflow: { id: newId(), name: 'Return and refund', version: 14 },
      podId: null,
      amount: { minor: '12900', currency: 'EUR' },
      cost: null,
      hash: hashOf('refund 12900'),
      requesterId: requester.userId,
      at: new Date(),
      ...over,
    }),
    asked: async (action) => {
      const answer = await ask(action)
      if (answer.kind !== 'wait') throw new Error(`people were not asked: ${JSON.stringify(answer)}`)
      return answer.approvalId
    },
    show: async (id, as = owner) => must(await as.send('GET', `/approvals/${id}`)) as unknown as ApprovalDetail,
    decide: async (as, id, decision = 'approve', { hash = hashOf('refund 12900'), reason } = {}) => {
      const { status, body } = await as.send('POST', `/approvals/${id}/decision`, {
        decision,
        hash,
        ...(reason === undefined ? {} : { reason }),
      })
      return { status, code: body['code'] }
    },
    age: async (id, minutes) => {
      await db.pool('effect').query(
        `update approvals set created_at = created_at - $2 * interval '1 minute', expires_at = expires_at - $2 * interval '1 minute',
           remind_at = remind_at - $2 * interval '1 minute', escalate_at = escalate_at - $2 * interval '1 minute' where id = $1`,
        [id, minutes],
      )
    },
    stored: async (id) => {
      const { rows } = await db.pool('effect').query<{ state: string }>('select state from approvals where id = $1', [id])
      return rows[0]?.state ?? 'none'
    },
    [Symbol.asyncDispose]: () => steward[Symbol.asyncDispose](),
  }
}

function must({ status, body, text: said }: Awaited<ReturnType<Client['send']>>): Record<string, unknown> {
  if (status >= 300) throw new Error(`answered by ${status}: ${said}`)
  return body
}
