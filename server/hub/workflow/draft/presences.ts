import type { Presence } from '@steward/contract/api/draft'
import type { Logger } from 'pino'
import { newId } from '#base/id'
import type { Databases } from '#db'

/** A page says every ten seconds that it is there. */
const forgetMs = 25_000
const sweepMs = 5_000
const channel = 'presence'
/** Open pages of one person on one workflow, and of all on one: more of them are not shown. */
const pagesOfPersonMax = 10
const pagesMax = 200

export type Place = { readonly workspaceId: string; readonly workflowId: string }
/** As one process tells it to the others. */
type Said = Place & { readonly from: string; readonly who: Presence; readonly isLeaving: boolean }
type Known = { readonly who: Presence; readonly untilMs: number }
type Listener = (place: Place, people: readonly Presence[]) => void

/**
 * Who has which workflow open. Nothing of it is stored: each process tells the others what it is told, and a process that
 * comes later knows it ten seconds after.
 */
export class Presences {
  readonly #id = newId()
  readonly #db: Databases
  readonly #log: Logger
  readonly #pages = new Map<string, { readonly place: Place; readonly known: Map<string, Known> }>()
  /** Called when somebody comes, goes, or opens another node; in every process. */
  onChange: Listener = () => {}

  constructor({ db, log }: { readonly db: Databases; readonly log: Logger }) {
    this.#db = db
    this.#log = log
  }

  /** Hears from now on what others tell; resolves to what ends it. */
  async hear(): Promise<() => Promise<void>> {
    const stopHearing = await this.#db.listen('workflow', channel, (payload) => {
      if (payload === '') return
      const said = JSON.parse(payload) as Said
      if (said.from !== this.#id) this.#note(said)
    })
    const sweeping = setInterval(() => this.#sweep(), sweepMs).unref()
    return async () => {
      clearInterval(sweeping)
      await stopHearing()
    }
  }

  /** What is known of a page; undefined where it is not known to be there. */
  find(place: Place, page: Pick<Presence, 'client' | 'userId'>): Presence | undefined {
    return this.#pages.get(keyOf(place))?.known.get(pageOf(page))?.who
  }

  /** Everybody who is there, who came first first. */
  list(place: Place): Presence[] {
    const now = performance.now()
    const known = [...(this.#pages.get(keyOf(place))?.known.values() ?? [])]
    return known
      .filter(({ untilMs }) => untilMs > now)
      .map(({ who }) => who)
      .sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : a.client < b.client ? -1 : 1))
  }

  /** A page says that it is there, or that it goes. */
  async tell(place: Place, { who, isLeaving }: { readonly who: Presence; readonly isLeaving: boolean }): Promise<void> {
    if (!this.#note({ ...place, who, isLeaving })) return
    const said: Said = { ...place, from: this.#id, who, isLeaving }
    await this.#db.notify('workflow', channel, JSON.stringify(said)).catch((error: unknown) => {
      this.#log.warn({ err: error }, 'Other processes were not told who has a workflow open.')
    })
  }

  /** False where there is no room for it. */
  #note({ workspaceId, workflowId, who, isLeaving }: Omit<Said, 'from'>): boolean {
    const place = { workspaceId, workflowId }
    const entry = this.#pages.get(keyOf(place)) ?? { place, known: new Map<string, Known>() }
    const { known } = entry
    const before = known.get(pageOf(who))
    if (before === undefined && !isLeaving && !hasRoom(known, who)) return false
    if (isLeaving) known.delete(pageOf(who))
    else known.set(pageOf(who), { who, untilMs: performance.now() + forgetMs })
    if (known.size === 0) this.#pages.delete(keyOf(place))
    else this.#pages.set(keyOf(place), entry)
    const isNews = isLeaving ? before !== undefined : before?.who.nodeId !== who.nodeId || before.who.name !== who.name
    if (isNews) this.onChange(place, this.list(place))
    return true
  }

  #sweep(): void {
    const now = performance.now()
    for (const [key, { place, known }] of this.#pages) {
      const gone = [...known].filter(([, { untilMs }]) => untilMs <= now)
      for (const [page] of gone) known.delete(page)
      if (known.size === 0) this.#pages.delete(key)
      if (gone.length > 0) this.onChange(place, this.list(place))
    }
  }
}

function hasRoom(known: ReadonlyMap<string, Known>, { userId }: Presence): boolean {
  const own = [...known.values()].filter(({ who }) => who.userId === userId)
  return known.size < pagesMax && own.length < pagesOfPersonMax
}

/** Two people cannot pass for the same page. */
const pageOf = ({ client, userId }: Pick<Presence, 'client' | 'userId'>) => `${userId} ${client}`
/** A workflow of another workspace is another one, whatever its id. */
const keyOf = ({ workspaceId, workflowId }: Place) => `${workspaceId} ${workflowId}`
