import type { Fleet, Member } from './fleet.ts'
import type { OwnPostgres } from '../server/test/own-postgres.ts'

export type FaultKind =
  | 'kill a process'
  | 'kill PostgreSQL'
  | 'pause past the lease'
  | 'cut from the database'
  | 'silence to the database'
  | 'lose the answer to a commit'
  | 'cut from the peer'

export type Fault = { readonly atMs: number; readonly kind: FaultKind; readonly member: number; readonly forMs: number }

const weights: readonly (readonly [FaultKind, weight: number])[] = [
  ['kill a process', 6],
  ['kill PostgreSQL', 2],
  ['pause past the lease', 1],
  ['cut from the database', 3],
  ['silence to the database', 1],
  ['lose the answer to a commit', 4],
  ['cut from the peer', 2],
]
const gapMs = { least: 800, most: 4_000 }
/** A lease lasts 15 s. */
const pauseMs = { least: 16_000, most: 20_000 }
/** What the text of a commit holds: the end of a node, the word before an effect. */
const commits = ['"k":"done"', '"k":"intent"']

/** What goes wrong, when and for how long: the same for the same seed. */
export function planFaults(random: () => number, options: { readonly members: number; readonly durationMs: number }): Fault[] {
  const faults: Fault[] = []
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0)
  const between = ({ least, most }: { least: number; most: number }) => least + random() * (most - least)
  for (let atMs = between(gapMs); atMs < options.durationMs; atMs += between(gapMs)) {
    let drawn = random() * total
    const kind = (weights.find(([, weight]) => (drawn -= weight) < 0) as (typeof weights)[number])[0]
    const member = Math.floor(random() * options.members)
    const forMs = between(kind === 'pause past the lease' ? pauseMs : { least: 200, most: 2_500 })
    faults.push({ atMs, kind, member, forMs: Math.round(forMs) })
  }
  return faults
}

type Field = { readonly fleet: Fleet; readonly postgres: OwnPostgres; readonly say: (line: string) => void }

/** Carries the faults out at their times until told to end; resolves to how often each kind really happened, once all that was begun is over. */
export async function inflict(faults: readonly Fault[], field: Field, signal: AbortSignal): Promise<Record<FaultKind, number>> {
  const happened = Object.fromEntries(weights.map(([kind]) => [kind, 0])) as Record<FaultKind, number>
  const lasting = new Set<Promise<void>>()
  const began = performance.now()
  for (const fault of faults) {
    await sleep(fault.atMs - (performance.now() - began), signal)
    if (signal.aborted) break
    const act = strike(fault, field)
    if (act === undefined) continue
    happened[fault.kind] += 1
    const lasts = act.finally(() => lasting.delete(lasts))
    lasting.add(lasts)
  }
  await Promise.all(lasting)
  return happened
}

/** Undefined where there is nothing to be hit just now. */
function strike({ kind, member: index, forMs }: Fault, { fleet, postgres, say }: Field): Promise<void> | undefined {
  const member = fleet.members[index] as Member
  // The last one that moves is left alone: a whole installation that stands still proves nothing.
  const isAlone = fleet.members.filter((one) => one.process !== undefined && !one.stopped).length < 2
  if (kind !== 'kill PostgreSQL' && (member.process === undefined || member.stopped || isAlone)) return undefined
  say(`${kind}${kind === 'kill PostgreSQL' ? '' : ` (${member.name})`}, ${forMs} ms`)
  return strokes[kind]({ fleet, postgres, member, forMs })
}

type Target = Pick<Field, 'fleet' | 'postgres'> & { readonly member: Member; readonly forMs: number }

/** Each does its damage, and resolves when the damage is mended. */
const strokes: Readonly<Record<FaultKind, (target: Target) => Promise<void>>> = {
  'kill a process': async ({ fleet, member, forMs }) => {
    await fleet.kill(member)
    await sleep(forMs)
    fleet.revive(member)
  },
  'kill PostgreSQL': ({ postgres, forMs }) =>
    postgres.whole(async () => {
      await postgres.kill()
      await sleep(forMs)
      await postgres.start()
    }),
  'pause past the lease': async ({ fleet, member, forMs }) => {
    fleet.pause(member)
    await sleep(forMs)
    fleet.resume(member)
  },
  'cut from the database': async ({ member, forMs }) => {
    member.database.close()
    await sleep(forMs)
    member.database.restore()
  },
  'silence to the database': async ({ member, forMs }) => {
    member.database.silence()
    await sleep(forMs * 8)
    member.database.restore()
  },
  'lose the answer to a commit': async ({ member, forMs }) => {
    member.database.loseAnswerTo(commits[forMs % commits.length] as string)
    await sleep(forMs)
  },
  'cut from the peer': async ({ member, forMs }) => {
    member.peer.close()
    await sleep(forMs)
    member.peer.restore()
  },
}

async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, Math.max(0, ms))
    signal?.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
}
