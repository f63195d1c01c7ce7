import type { StoredChange } from '@steward/contract/api/draft'
import { applyOps } from '@steward/contract/change'
import type { WorkflowDocument } from '@steward/contract/workflow'
import { expect, test } from 'vitest'
import { given } from '../model/given-document.ts'
import { type Change, type Clash, type Stored, Sync } from './sync.ts'

/** What lies between two pages: it puts their changes in one order, and loses or delays what a network does. */
class Between {
  stored: Stored
  changes: StoredChange[] = []
  isAway = false
  losesAnswer = false

  constructor(document: WorkflowDocument) {
    this.stored = { document, revision: 0 }
  }

  peer(client: string) {
    const news = (since: number, refused: { id: string; reason: string }[] = []) => ({
      revision: this.stored.revision,
      changes: this.changes.filter(({ revision }) => revision > since),
      refused,
    })
    const reach = async () => {
      await Promise.resolve()
      if (this.isAway) throw new Error('away')
    }
    return {
      client,
      send: async (since: number, sent: readonly Change[]) => {
        await reach()
        const refused = sent.filter(({ ops }) => ops.some(({ value }) => value === 'bad'))
        for (const { id, ops } of sent) {
          if (refused.some((one) => one.id === id) || this.changes.some((one) => one.id === id)) continue
          const revision = this.stored.revision + 1
          this.stored = { document: applyOps(this.stored.document, ops), revision }
          this.changes.push({ id, ops: ops as StoredChange['ops'], revision, client, by: null, at: '' })
        }
        if (this.losesAnswer) throw new Error('lost')
        return news(
          since,
          refused.map(({ id }) => ({ id, reason: 'is bad' })),
        )
      },
      read: async (since: number) => {
        await reach()
        return news(since)
      },
      load: async () => this.stored,
    }
  }
}

function open(between: Between, client: string) {
  const told = { clashes: [] as Clash[], refused: [] as string[], unsent: [] as readonly Change[] }
  const sync = new Sync(between.stored, between.peer(client), {
    onChange: () => undefined,
    onClash: (clash) => told.clashes.push(clash),
    onRefused: (change) => told.refused.push(change.id),
    onUnsent: (_stored, changes) => {
      told.unsent = changes
    },
  })
  const set = (id: string, path: string[], value: unknown) => sync.add({ id, ops: [{ path, value }] })
  return { sync, told, set }
}

const url = ['nodes', 'A', 'parameters', 'url']
const two = () => new Between(given.document([given.node('A'), given.node('B')]))

test('what two pages do at once is in both of them, in one order', async () => {
  const between = two()
  const [one, other] = [open(between, 'one'), open(between, 'other')]
  one.set('1', url, 'x')
  other.set('2', ['nodes', 'B', 'parameters', 'url'], 'y')
  one.set('3', ['name'], 'Mine')

  await one.sync.flush()
  await other.sync.flush()
  one.sync.hear(between.stored.revision)

  await expect.poll(() => one.sync.document).toEqual(between.stored.document)
  expect(other.sync.document).toEqual(between.stored.document)
  expect([one.told.clashes, other.told.clashes]).toEqual([[], []])
})

test('what both set is told to the one whose value stands', async () => {
  const between = two()
  const [one, other] = [open(between, 'one'), open(between, 'other')]
  one.set('1', url, 'first')
  await one.sync.flush()
  other.set('2', url, 'second')

  await other.sync.flush()

  expect(other.told.clashes).toEqual([{ by: null, op: { path: url, value: 'first' }, mine: { path: url, value: 'second' } }])
  expect(between.stored.document.nodes[0]?.parameters).toEqual({ url: 'second' })
})

test('while the server is away what is done is shown and kept, and it is sent once when it is there again', async () => {
  const between = two()
  const { sync, told, set } = open(between, 'one')
  between.isAway = true
  set('1', url, 'x')
  await expect(sync.flush()).rejects.toThrow('away')
  set('2', ['name'], 'Mine')

  expect(sync.state).toEqual({ kind: 'offline', reason: 'away' })
  expect(told.unsent.map(({ id }) => id)).toEqual(['1', '2'])
  expect(sync.document.name).toBe('Mine')

  between.isAway = false
  await sync.flush()

  expect(sync.state.kind).toBe('saved')
  expect(between.changes.map(({ id }) => id)).toEqual(['1', '2'])
  expect(told.unsent).toEqual([])
})

test('an answer that is lost does not make a change twice', async () => {
  const between = two()
  const { sync, set } = open(between, 'one')
  set('1', url, 'x')
  between.losesAnswer = true
  await expect(sync.flush()).rejects.toThrow('lost')

  between.losesAnswer = false
  await sync.flush()

  expect(between.changes).toHaveLength(1)
  expect(sync.document).toEqual(between.stored.document)
})

test('what is refused goes out of the document and is told', async () => {
  const between = two()
  const { sync, told, set } = open(between, 'one')
  set('1', url, 'bad')
  set('2', ['name'], 'Good')

  await sync.flush()

  expect(told.refused).toEqual(['1'])
  expect(sync.document).toEqual(between.stored.document)
  expect(sync.document.nodes[0]?.parameters).toEqual({})
})

test('where more was missed than is kept, the document is read anew and what was done here lies on top', async () => {
  const between = two()
  const { sync, set } = open(between, 'one')
  const others = open(between, 'other')
  others.set('1', url, 'theirs')
  await others.sync.flush()
  set('2', ['name'], 'Mine')
  const whole = between.peer('one')
  Object.assign(sync, {
    peer: { ...whole, send: async (since: number, sent: Change[]) => ({ ...(await whole.send(since, sent)), changes: null }) },
  })

  await sync.flush()

  expect(sync.document).toEqual(between.stored.document)
  expect(sync.document).toMatchObject({ name: 'Mine', nodes: [{ parameters: { url: 'theirs' } }, {}] })
})
