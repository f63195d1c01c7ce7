import { expect, test } from 'vitest'
import { newId } from '#base/id'
import { connectDatabases } from '#db'
import { severalProcesses } from '#test/several-processes'
import { until } from '#test/running'
import { type HubName, hubs } from '../../hubs.ts'
import { ChainVerifier } from './chain/verify-chain.ts'
import { readChain } from './line.store.ts'
import { record } from './record.ts'

const perHub = 2000

test(
  'lines on their way survive a killed process, and several processes make one chain of them',
  { timeout: 120_000 },
  async () => {
    await using processes = await severalProcesses()
    const first = await processes.start()
    const count = async () =>
      Number(
        (
          await processes.query<{ lines: string }>(`select count(*) as lines from audit.audit_logs where action = 'thing.made'`)
        )[0]?.lines,
      )

    const databases = await connectDatabases(new Map<HubName, string>(hubs.map((hub) => [hub, processes.databaseUrl])), {
      migrate: false,
      release: async () => {},
    })
    const workspaces = [newId(), newId()]
    const tell = (hub: HubName) =>
      databases.transaction(hub, async (tx) => {
        for (let n = 0; n < perHub; n++) {
          const by = { actorId: null, workspaceId: workspaces[n % 2] ?? null, now: new Date() }
          await record(tx, by, { action: 'thing.made', resourceType: 'thing', resourceId: `${hub} ${n}` })
        }
      })
    await Promise.all([tell('workflow'), tell('connector')])
    await until(count, (lines) => lines > 0)
    await first.killTree()
    const before = await count()
    // Otherwise nothing was on its way, and this would prove nothing.
    expect(before).toBeLessThan(2 * perHub)

    await Promise.all([processes.start(), processes.start()])
    await until(count, (lines) => lines >= 2 * perHub, 60_000)
    const seen: string[] = []
    for (const chain of workspaces) {
      const verifier = new ChainVerifier(chain, { checkpoints: [], keys: new Map() })
      for await (const lines of readChain(databases.pool('audit'), chain))
        for (const line of lines) {
          verifier.add(line)
          seen.push(line.resourceId ?? '')
        }
      expect(verifier.finish()).toMatchObject({ holds: true, lines: perHub, lastSeq: perHub })
    }
    expect(new Set(seen).size).toBe(2 * perHub)
    await databases.close()
  },
)
