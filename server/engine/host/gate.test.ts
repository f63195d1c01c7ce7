import { hash } from 'node:crypto'
import type { EffectClass } from '@steward/contract/effect'
import type { JsonObject } from '@steward/contract/item'
import type { NodeSettings } from '@steward/contract/workflow'
import { expect, test } from 'vitest'
import { compilePlan, createCatalog } from '#engine/core'
import { givenNode, givenWorkflow } from '#test/given-workflow'
import { stillHost, stillIo } from '#test/still-host'
import type { DurableDeps } from './durable-deps.ts'
import { DurableHost } from './durable-host.ts'
import type { Change } from './execution-log.ts'
import type { JournalEntry } from './journal.ts'
import { resumptionOf } from './reopen.ts'
import { dueTask, restore } from './restore.ts'
import type { EffectAction, EffectGate, GateVerdict } from './gate.ts'

const outage = Object.assign(new Error('Connection terminated unexpectedly'), { code: '08006' })
const allowed: GateVerdict = { kind: 'allow', ground: { policies: [], approvalId: null } }

type Given = Partial<Pick<DurableDeps, 'variables' | 'loadStaticData'>> & {
  readonly ask?: EffectGate['ask']
  readonly preview?: EffectGate['preview']
  readonly parameters?: JsonObject
  readonly settings?: NodeSettings
  readonly environment?: Readonly<Record<string, string>>
  /** What the node says of its effect, and where it calls: `target` is what it says of that beforehand. */
  readonly says?: EffectClass
  readonly leads?: { readonly target?: string; readonly to?: string; readonly redirect?: string }
}

/** Executes one node that changes something outside, in memory. */
async function execute({
  ask = () => allowed,
  parameters = {},
  settings = {},
  environment = {},
  says = 'write',
  preview = () => ({ answer: 'allow', policies: [] }),
  leads = {},
  ...given
}: Given) {
  const asked: EffectAction[] = []
  const stored: Change[] = []
  let done = 0
  const act = givenNode('act', {
    effect: says,
    usesStaticData: () => true,
    target: () => leads.target ?? null,
    execute: async (call) => {
      await call.io.http({ method: 'POST', url: leads.to ?? 'https://example.com' })
      return [call.items]
    },
  })
  const catalog = createCatalog([givenNode('start', { trigger: 'manual' }), act])
  const document = givenWorkflow([
    { name: 'Start', type: 'start', to: { Act: [0, 0] } },
    { name: 'Act', type: 'act', parameters, settings },
  ])
  const plan = compilePlan(document, catalog)
  const store = async (batch: readonly Change[]) => {
    stored.push(...batch)
    return batch.map(() => true)
  }
  const host = new DurableHost({
    ...stillHost(store),
    isOutage: (thrown) => thrown === outage,
    gate: {
      ask: (action, describe) => {
        asked.push(action)
        return ask(action, describe)
      },
      preview,
      environmentOf: () => null,
      seal: (text) => `sealed ${hash('sha256', text)}`,
      awaited: () => {},
      abandoned: () => {},
    },
    environment,
    io: () => ({
      ...stillIo,
      http: async ({ url, onRedirect }) => {
        if (leads.redirect !== undefined) await onRedirect?.(leads.redirect)
        done += 1
        return { status: 200, statusText: '', headers: {}, body: new Uint8Array(), url }
      },
    }),
    ...given,
  })
  const [trigger] = plan.nodes
  if (trigger === undefined) throw new Error('it begins somewhere')
  const workflow = { id: 'workflow', workspaceId: 'workspace', name: 'Given', version: 1, active: true }
  const items = [{ json: { order: 4 } }]
  const ended = await host.start({ workflow, plan, timezone: 'UTC', trigger, items, mode: 'manual' }).ended
  const entries = stored.flatMap((change) => JSON.parse(change.entries ?? '[]') as JsonObject[])
  /** Takes it over as it was stored, by a clock that is so far ahead; how it stands then. */
  const wokenBy = async (aheadMs: number) => {
    const [first] = stored
    if (first === undefined) throw new Error('it is stored')
    const journal = entries as unknown as JournalEntry[]
    const restored = restore(plan, first.head.trigger, journal)
    const [open] = restored.open
    const task = open === undefined ? undefined : dueTask(plan, restored.state, open.node)
    if (open === undefined || task === undefined) throw new Error('it waits')
    const claim = { fence: 2, nextSeq: 9, entries: journal, atMs: Date.now() + aheadMs }
    const request = { workflow, plan, timezone: 'UTC', head: first.head, restored, claim }
    await host.resume(request, resumptionOf(plan, restored, { open, task })).ended
    return stored.at(-1)?.standing
  }
  return { ended, asked, done, entries, wokenBy }
}

/** Fails so many times as a database that is away does. */
function awayFor<T>(times: number, then: T): () => Promise<T> {
  let left = times
  return async () => {
    if (left-- > 0) throw outage
    return then
  }
}

test('a database that is away for a while is waited for: by the gate, and by what an execution reads before it goes on', async () => {
  const { ended, done } = await execute({
    ask: awayFor(2, allowed),
    variables: awayFor(2, { values: {}, hidden: [] }),
    loadStaticData: awayFor(2, undefined),
  })

  expect([ended.status, done]).toEqual(['completed', 1])
})

test('a gate that breaks in any other way lets nothing through', async () => {
  const { ended, done } = await execute({ ask: () => Promise.reject(new Error('a fault of ours')) })

  expect([ended.status, ended.error, done]).toEqual(['failed', 'a fault of ours', 0])
})

test('what is refused is written down as such and never as in doubt', async () => {
  const policies = [{ id: 'p', name: 'Never', version: 3 }]
  const refuse: GateVerdict = { kind: 'refuse', why: 'denied', message: 'Never.', ground: { policies, approvalId: null } }
  const { ended, done, entries } = await execute({ ask: () => refuse, settings: { retryOnFail: true, maxTries: 3 } })

  expect([ended.status, ended.error, done]).toEqual(['failed', 'Never.', 0])
  expect(entries.filter(({ k }) => k === 'intent')).toMatchObject([{ no: 'denied', g: { policies } }])
  expect(entries.find(({ k, s }) => k === 'done' && s === 'failed')).toMatchObject({
    err: { details: { refused: 'denied', policies, approvalId: null } },
  })
})

test('who waits for an approval has stored that and nothing else', async () => {
  const wait: GateVerdict = { kind: 'wait', approvalId: 'approval', untilMs: Date.now() + 60_000 }
  const { ended, done, entries } = await execute({ ask: () => wait })

  expect([ended.status, done]).toEqual(['waiting', 0])
  expect(entries.filter(({ k }) => k !== 'done')).toMatchObject([{ k: 'wait', n: 'Act', ap: 'approval' }])
})

test('whoever is woken by a clock that is ahead does not ask again and again until this one has caught up', async () => {
  const wait: GateVerdict = { kind: 'wait', approvalId: 'approval', untilMs: Date.now() + 10_000 }
  const { asked, wokenBy } = await execute({ ask: () => wait })

  const standing = await wokenBy(60_000)

  expect(standing).toMatchObject({ status: 'waiting', waitKind: 'approval' })
  expect(standing?.waitUntilMs).toBeGreaterThan(Date.now() + 59_000)
  expect(asked.map(({ approvalId }) => approvalId)).toEqual([undefined, 'approval'])
})

test('whatever makes the action another one makes another hash', async () => {
  const hashOf = async (given: Given = {}) => (await execute(given)).asked[0]?.hash
  const secret = (value: string): Given => ({
    parameters: { key: '={{ $vars.KEY }}' },
    variables: () => ({ values: { KEY: value }, hidden: [value] }),
  })
  const hashes = await Promise.all([
    hashOf(),
    hashOf({ parameters: { a: 1 } }),
    hashOf({ parameters: { a: 2 } }),
    hashOf({ parameters: { a: '={{ $json.order }}' } }),
    hashOf({ settings: { timeoutSeconds: 5 } }),
    hashOf({ settings: { effect: { class: 'pay' } } }),
    hashOf({ settings: { effect: { amount: { minor: '1', currency: 'EUR' } } } }),
    hashOf({ settings: { effect: { amount: { minor: '2', currency: 'EUR' } } } }),
    hashOf({ settings: { effect: { cost: { minor: '2', currency: 'EUR' } } } }),
    hashOf({ settings: { idempotencyHeader: 'X-Key' } }),
    hashOf(secret('four')),
    hashOf(secret('fours')),
    // What only the node can resolve may depend on any variable.
    hashOf({ parameters: { next: '={{ $response.body.next }}' } }),
    hashOf({ parameters: { next: '={{ $response.body.next }}' }, environment: { HOST: 'other' } }),
  ])

  expect(new Set(hashes).size).toBe(hashes.length)
  expect(await hashOf({ parameters: { a: 2 } })).toBe(hashes[2])
  expect(hashes[10]).toMatch(/^sealed/)
})

test('what a person says makes an effect stronger, never weaker', async () => {
  const classOf = async (said: 'read' | 'pay') => (await execute({ settings: { effect: { class: said } } })).asked[0]?.class

  expect([await classOf('read'), await classOf('pay')]).toEqual(['write', 'pay'])
})

test.for([
  ['2.5', 'EUR', 'The amount of the effect is "2.5", which is no whole number of minor units such as cents.'],
  ['={{ $json.none }}', 'EUR', 'The amount of the effect is nothing, which is no whole number of minor units such as cents.'],
  ['100', 'euro', 'The amount of the effect has the currency "euro", which is no code of three capital letters.'],
] as const)('an amount that is none is an error in words: %s %s', async ([minor, currency, message]) => {
  const { ended, asked, done } = await execute({ settings: { effect: { amount: { minor, currency } } } })

  expect([ended.error, asked, done]).toEqual([message, [], 0])
})

test('a node that says that it does nothing outside has no way out', async () => {
  const { ended, asked, done } = await execute({ says: 'pure' })

  expect([ended.error, asked, done]).toEqual(['This node says that it does nothing outside, so it cannot call out.', [], 0])
})

const policy = { id: 'p', name: 'Not there', version: 3 }
const elsewhere = 'https://elsewhere.example/x'

test.for([
  ['by an address that the node did not tell', { target: 'example.com', to: elsewhere }],
  ['where the node told none', { to: elsewhere }],
  ['by a redirect', { target: 'example.com', redirect: elsewhere }],
] as const)('a call that leads elsewhere is judged by where it leads: %s', async ([, leads]) => {
  const judged = async (answer: 'allow' | 'ask' | 'deny', ask?: EffectGate['ask']) => {
    const asked: EffectAction[] = []
    const preview: EffectGate['preview'] = (action) => {
      asked.push(action)
      return { answer, policies: [policy] }
    }
    const { ended, done } = await execute({ leads, preview, ...(ask === undefined ? {} : { ask }) })
    return { asked, done, error: ended.error }
  }
  const approved: GateVerdict = { kind: 'allow', ground: { policies: [policy], approvalId: 'a' } }

  expect(await judged('deny')).toMatchObject({
    asked: [{ target: 'elsewhere.example', targets: ['elsewhere.example'] }],
    done: 0,
    error: 'The call leads to elsewhere.example, and that is denied by “Not there”.',
  })
  expect(await judged('ask')).toMatchObject({ done: 0, error: expect.stringContaining('nobody was asked') as string })
  // Whoever approved of the effect did so for that policy.
  expect(await judged('ask', () => approved)).toMatchObject({ done: 1, error: null })
  expect(await judged('deny', () => approved)).toMatchObject({ done: 0 })
  expect(await judged('allow')).toMatchObject({ done: 1, error: null })
})

test('a call to where the gate was asked about is not judged again', async () => {
  const preview = () => Promise.reject(new Error('nobody is asked twice'))

  expect(await execute({ leads: { target: 'example.com' }, preview })).toMatchObject({ done: 1, ended: { error: null } })
})
