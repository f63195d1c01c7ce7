import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { freePort, type ServerProcess, startServer } from '../server/test/server-process.ts'
import type { OwnPostgres } from '../server/test/own-postgres.ts'
import { Proxy } from '../server/test/proxy.ts'

/** All processes of an installation share one key. */
const encryptionKey = Buffer.alloc(32, 7).toString('base64')

type Member = {
  readonly name: string
  readonly roles: string | undefined
  readonly port: number
  /** Its own wires, so that one process can be cut off while the others go on. */
  readonly database: Proxy
  readonly peer: Proxy
  process: ServerProcess | undefined
  stopped: boolean
}

type Outside = {
  readonly folder: string
  readonly postgres: OwnPostgres
  readonly peerPort: number
  readonly roles: readonly string[]
}

/** Real server processes over one database, each of which may die, stand still or be cut off at any time. */
export class Fleet {
  readonly members: readonly Member[]
  /** Processes that ended although nobody had asked them to, with what they said last. */
  readonly crashes: string[] = []
  private readonly outside: Outside
  private starting = new Set<Promise<void>>()
  private closing = false

  private constructor(members: readonly Member[], outside: Outside) {
    this.members = members
    this.outside = outside
  }

  /** One process for each entry of `roles`; an empty one does everything. */
  static async open(outside: Outside): Promise<Fleet> {
    const { postgres, peerPort, roles } = outside
    const members = await Promise.all(
      roles.map(async (role, index): Promise<Member> => ({
        name: `process ${index + 1}`,
        roles: role === '' ? undefined : role,
        port: await freePort(),
        database: await Proxy.open(() => postgres.port),
        peer: await Proxy.open(() => peerPort),
        process: undefined,
        stopped: false,
      })),
    )
    const fleet = new Fleet(members, outside)
    mkdirSync(fleet.dataFolder, { recursive: true })
    for (const member of members) fleet.adopt(member, await startServer(fleet.dataFolder, fleet.startOf(member)))
    return fleet
  }

  /** Addresses that take calls of webhooks. */
  get urls(): string[] {
    return this.members.filter(({ roles }) => roles?.includes('http') ?? true).map(({ port }) => `http://127.0.0.1:${port}`)
  }

  /** What the processes that run now have written. */
  said(): string {
    return this.members.map(({ name, process }) => `${name}:\n${process?.output() ?? ''}`).join('\n')
  }

  async kill(member: Member): Promise<void> {
    const { process } = member
    member.process = undefined
    member.stopped = false
    await process?.killTree()
  }

  /** As a machine that stands still, such as one that is moved while it runs. */
  pause(member: Member): void {
    if (member.process === undefined) return
    member.stopped = true
    member.process.child.kill('SIGSTOP')
  }

  resume(member: Member): void {
    member.stopped = false
    member.process?.child.kill('SIGCONT')
  }

  /** Brings it up in the background, as often as it takes. */
  revive(member: Member): void {
    const starting = this.start(member).finally(() => this.starting.delete(starting))
    this.starting.add(starting)
  }

  /** Mends every wire and brings every process up. */
  async heal(): Promise<void> {
    for (const member of this.members) {
      member.database.restore()
      member.peer.restore()
      this.resume(member)
    }
    await Promise.all(this.starting)
    for (const member of this.members) await this.start(member)
  }

  async close(): Promise<void> {
    this.closing = true
    for (const member of this.members) {
      this.resume(member)
      await this.kill(member)
      await member.database.end()
      await member.peer.end()
    }
    await Promise.all(this.starting)
  }

  private get dataFolder(): string {
    return join(this.outside.folder, 'data')
  }

  private startOf(member: Member): { readonly port: number; readonly env: Record<string, string> } {
    const env = {
      STEWARD_DATABASE_URL: this.outside.postgres.urlAt(member.database.port),
      STEWARD_ENCRYPTION_KEY: encryptionKey,
      STEWARD_PUBLIC_URL: `http://127.0.0.1:${this.members[0]?.port ?? member.port}`,
      STEWARD_LOG_LEVEL: 'error',
      STEWARD_WORKFLOW_ENV: 'PEER',
      PEER: `http://127.0.0.1:${member.peer.port}/${encodeURIComponent(member.name)}`,
      ...(member.roles === undefined ? {} : { STEWARD_ROLES: member.roles }),
    }
    return { port: member.port, env }
  }

  private adopt(member: Member, started: ServerProcess): void {
    member.process = started
    started.child.once('exit', (code, signal) => {
      if (this.closing || member.process !== started) return
      this.crashes.push(`${member.name} ended by itself with ${code ?? signal}: ${started.output().slice(-2_000)}`)
      member.process = undefined
      this.revive(member)
    })
  }

  private async start(member: Member): Promise<void> {
    while (!this.closing && member.process === undefined) {
      try {
        const started = await startServer(this.dataFolder, this.startOf(member))
        if (this.closing) await started.killTree()
        else this.adopt(member, started)
      } catch {
        // The database may be down just now.
        await new Promise((resolve) => setTimeout(resolve, 300))
      }
    }
  }
}

export type { Member }
