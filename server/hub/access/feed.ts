import type { QueryEvent } from '@steward/contract/api/query-result'
import type { Databases } from '#db'
import type { EventSink } from '#http'
import { feedChannel, type QueryNews } from './feed.store.ts'
import { findInstanceOfAnyTime } from './instance/instance.store.ts'
import { type Viewer, visibleTo } from './instance/may-see.ts'
import { findQueryRow } from './query/query.store.ts'

type Watcher = { readonly viewer: Viewer; readonly sink: Pick<EventSink, 'send'> }

/** Tells people who watch which queries change, wherever that happens. Costs nothing while nobody watches. */
export class QueryFeed {
  private readonly watchers = new Set<Watcher>()
  private readonly db: Databases
  private hearing: Promise<() => Promise<void>> | undefined

  constructor(db: Databases) {
    this.db = db
  }

  async start(): Promise<void> {
    this.hearing = this.db.listen('access', feedChannel, (payload) => {
      // Empty after the connection was lost: whoever watches looks again when their stream comes back.
      if (payload !== '' && this.watchers.size > 0) this.tell(JSON.parse(payload) as QueryNews).catch(() => undefined)
    })
    await this.hearing
  }

  async stop(): Promise<void> {
    await (
      await this.hearing
    )?.()
  }

  watch(viewer: Viewer, sink: Watcher['sink']): () => void {
    const watcher = { viewer, sink }
    this.watchers.add(watcher)
    return () => void this.watchers.delete(watcher)
  }

  private async tell({ workspaceId, queryId, instanceId, status }: QueryNews): Promise<void> {
    const near = [...this.watchers].filter(({ viewer }) => viewer.workspaceId === workspaceId)
    if (near.length === 0) return
    const db = this.db.within(workspaceId)
    const [instance, query] = await Promise.all([
      findInstanceOfAnyTime(db, { workspaceId, id: instanceId }),
      findQueryRow(db, { workspaceId, uuid: queryId }),
    ])
    if (instance === undefined || query === undefined) return
    const event: QueryEvent = { type: 'query.changed', queryId, status }
    for (const { viewer, sink } of near) {
      const isOwn = query.user_id === viewer.userId || query.recipients.includes(viewer.userId)
      if (isOwn || (await visibleTo(db, viewer, [instance])).length > 0) sink.send({ type: event.type, data: event })
    }
  }
}
