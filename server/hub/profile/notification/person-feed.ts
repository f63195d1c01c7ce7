import type { PersonEvent } from '@steward/contract/api/notification'
import type { Databases } from '#db'
import type { EventSink } from '#http'

/** More often helps nobody who looks at a list. */
const gatherMs = 300

type Sink = Pick<EventSink, 'send'>

/** Tells people in every process where they look that something of theirs is different. Costs nothing while nobody looks. */
export class PersonFeed {
  private readonly sinks = new Map<string, Set<Sink>>()
  private readonly waiting = new Map<string, NodeJS.Timeout>()
  private readonly db: Databases
  private stopHearing: (() => Promise<void>) | undefined

  constructor(db: Databases) {
    this.db = db
  }

  async start(): Promise<void> {
    this.stopHearing = await this.db.listen('profile', 'person', (payload) => {
      // Empty after the connection was lost: something may have been missed, of whomever.
      if (payload === '') {
        for (const userId of this.sinks.keys()) for (const type of types) this.tellSoon(type, userId)
        return
      }
      const [type = '', userId = ''] = payload.split(' ')
      const known = types.find((one) => one === `${type}.changed`)
      if (known !== undefined && this.sinks.has(userId)) this.tellSoon(known, userId)
    })
  }

  async stop(): Promise<void> {
    for (const timer of this.waiting.values()) clearTimeout(timer)
    this.waiting.clear()
    await this.stopHearing?.()
  }

  watch(userId: string, sink: Sink): () => void {
    const own = this.sinks.get(userId) ?? new Set()
    this.sinks.set(userId, own.add(sink))
    return () => {
      own.delete(sink)
      if (own.size === 0 && this.sinks.get(userId) === own) this.sinks.delete(userId)
    }
  }

  private tellSoon(type: PersonEvent['type'], userId: string): void {
    const key = `${type} ${userId}`
    if (this.waiting.has(key)) return
    const tell = () => {
      this.waiting.delete(key)
      for (const sink of this.sinks.get(userId) ?? []) sink.send({ type, data: { type } })
    }
    this.waiting.set(key, setTimeout(tell, gatherMs).unref())
  }
}

const types: readonly PersonEvent['type'][] = ['notification.changed', 'task.changed']
