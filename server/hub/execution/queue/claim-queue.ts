import type pg from 'pg'
import { claimQueued, type Claimed } from '../claim.store.ts'
import { shareOut } from './share-out.ts'
import {
  beginTurn,
  lanesAfter,
  type LanePlace,
  type LimitLane,
  limitsAfter,
  lockLimitKeys,
  promoteDue,
  putAside,
  type QueuedRow,
  readyUnderLimits,
  readyWithoutLimit,
} from './queue.store.ts'

/** Lanes looked at in one turn; the next turn goes on behind them. */
const lanesMax = 200
/** Of a full room, so much at least is fetched of each lane. */
const eachMin = 5
/** What becomes due is put into the queue so many at a time. */
const promoteMax = 1_000

const noId = '00000000-0000-0000-0000-000000000000'
const beginning: LanePlace = { workspaceId: noId, key: '' }

export type Turn = {
  readonly claimed: readonly Claimed[]
  /** Workspaces with a backlog: what is ready there and could not be taken. */
  readonly backlog: ReadonlySet<string>
  /** True when something ready had to be left, for want of room or of a place under its limit. */
  readonly left: boolean
  /** True when not all lanes have been looked at yet since the last time something was taken. */
  readonly more: boolean
}

type Room = {
  readonly workerId: string
  readonly room: number
  readonly slots: number
  readonly held: ReadonlyMap<string, number>
  /** Takes only what other executions wait for. */
  readonly callsOnly: boolean
}

/** Takes executions out of the queue, in turns; remembers where it went on from. */
export class QueueClaims {
  private lane = noId
  private limit: LanePlace = beginning
  /** Turns without a gain since the beginning of the lanes was looked at. */
  private wrapped = true

  /** One turn, in a transaction of its own. */
  async turn(client: pg.ClientBase, room: Room): Promise<Turn> {
    const promoted = await promoteDue(client, promoteMax)
    const lanes = await lanesAfter(client, this.lane, lanesMax)
    const limits = await limitsAfter(client, this.limit, lanesMax)
    this.goOn(lanes, limits)
    const more = !this.wrapped || promoted >= promoteMax
    if (lanes.length === 0 && limits.length === 0) return { claimed: [], backlog: new Set(), left: false, more }

    await beginTurn(client)
    try {
      const { claimed, backlog } = await take(client, { ...room, lanes, limits })
      await client.query('commit')
      return { claimed, backlog, left: true, more: more || claimed.length > 0 }
    } catch (error) {
      await client.query('rollback').catch(() => {})
      throw error
    }
  }

  private goOn(lanes: readonly string[], limits: readonly LimitLane[]): void {
    const last = limits.at(-1)
    const [lanesOver, limitsOver] = [lanes.length < lanesMax, limits.length < lanesMax]
    this.lane = lanesOver ? noId : (lanes.at(-1) ?? noId)
    this.limit = limitsOver || last === undefined ? beginning : { workspaceId: last.workspaceId, key: last.key }
    this.wrapped = lanesOver && limitsOver
  }
}

type Taking = Room & { readonly lanes: readonly string[]; readonly limits: readonly LimitLane[] }

async function take(client: pg.ClientBase, taking: Taking): Promise<Pick<Turn, 'claimed' | 'backlog'>> {
  const { lanes, limits, room, workerId, callsOnly } = taking
  const each = shareOf(room, lanes.length)
  const free = lanes.length === 0 ? [] : await readyWithoutLimit(client, lanes, { each, callsOnly })
  if (limits.length > 0)
    await lockLimitKeys(
      client,
      limits.map((lane) => lane.key),
    )
  const limited =
    limits.length === 0 ? [] : await readyUnderLimits(client, limits, { each: shareOf(room, limits.length), callsOnly })

  const all: QueuedRow[] = [...free, ...limited]
  const held = all.filter((row) => row.held).map((row) => row.id)
  if (held.length > 0) await putAside(client, held)
  const chosen = shareOut(
    all.filter((row) => !row.held),
    taking,
  )
  const claimed =
    chosen.length === 0
      ? []
      : await claimQueued(
          client,
          workerId,
          chosen.map((row) => row.id),
        )
  return { claimed, backlog: backlogOf(lanes, free, { chosen, each }) }
}

/** How many of each lane are fetched, so that the room is filled although some lanes are short. */
const shareOf = (room: number, lanes: number) => Math.min(room, Math.max(eachMin, Math.ceil((room * 2) / Math.max(1, lanes))))

/** A workspace has no backlog when all there was of it has been taken. */
function backlogOf(
  lanes: readonly string[],
  free: readonly QueuedRow[],
  { chosen, each }: { readonly chosen: readonly QueuedRow[]; readonly each: number },
): Set<string> {
  const seen = Map.groupBy(free, (row) => row.workspaceId)
  const taken = Map.groupBy(
    chosen.filter((row) => row.limitKey === null),
    (row) => row.workspaceId,
  )
  const isEmptied = (workspaceId: string) => {
    const there = seen.get(workspaceId)?.length ?? 0
    return there < each && (taken.get(workspaceId)?.length ?? 0) >= there
  }
  return new Set(lanes.filter((workspaceId) => !isEmptied(workspaceId)))
}
