import type { JsonValue } from '@steward/contract/item'
import { log as processLog } from '#base/log'
import type { SecretBox } from '#base/secret-box'
import type { Databases } from '#db'
import { readStored } from './check-value.ts'
import { readValuesSince, type StoredValue } from './config.store.ts'
import type { ConfigKey } from './key.ts'
import { columnsOf, type ConfigFor, type Place, secretContext, slotName } from './place.ts'
import { type Candidate, judge, type Rung, type Verdict } from './resolve.ts'

/** Says the revision of a change to every process. */
export const channel = 'values'
/** A hint may be lost with a connection, so everybody also looks. */
const lookEveryMs = 10_000
/** Where nobody keeps it up to date, as in a command, what is known is used for so long. */
const unwatchedLifeMs = 1_000

type Log = { warn(about: object, message: string): void }
type Options = { readonly db: Databases; readonly environment?: string; readonly box?: SecretBox; readonly log?: Log }

/** A rung of the ladder with what stands there. */
export type LadderRung = Candidate & {
  readonly value: JsonValue | undefined
  readonly fault: string | undefined
  readonly stored: StoredValue | undefined
  readonly verdict: Verdict
}

export type Explanation<T = unknown> = { readonly value: T; readonly rung: Rung; readonly ladder: readonly LadderRung[] }

type Read = Pick<LadderRung, 'value' | 'fault'>

/** What is stored, in the memory of this process. Reading costs some look-ups in a map. */
export class LiveConfig {
  /** The environment whose values count here. */
  readonly environment: string
  private readonly db: Databases
  private readonly box: SecretBox | undefined
  private readonly log: Log
  private readonly slots = new Map<string, StoredValue>()
  /** What a stored value means to its key; forgotten with the value. */
  private readonly reads = new WeakMap<StoredValue, Read>()
  private readonly hearing: (() => void)[] = []
  private revision = 0
  private readMs = -Infinity
  private reading: Promise<void> | undefined
  private nextReading: Promise<void> | undefined
  private stopHearing: (() => Promise<void>) | undefined
  private timer: NodeJS.Timeout | undefined

  constructor({ db, environment = 'production', box, log = processLog }: Options) {
    this.db = db
    this.environment = environment
    this.box = box
    this.log = log
  }

  /** Resolves when everything stored is known and changes by other processes are heard of. */
  async watch(): Promise<void> {
    this.stopHearing = await this.db.listen('config', channel, (revision) => {
      if (revision !== '' && Number(revision) <= this.revision) return
      this.catchUp().catch((error: unknown) => this.cannot(error))
    })
    this.timer = setInterval(() => this.catchUp().catch((error: unknown) => this.cannot(error)), lookEveryMs).unref()
    await this.catchUp()
  }

  /** Calls back whenever something was read that is new here. */
  onChange(hear: () => void): void {
    this.hearing.push(hear)
  }

  async stop(): Promise<void> {
    clearInterval(this.timer)
    await this.stopHearing?.()
    // From now on it is read anew when somebody asks.
    this.stopHearing = undefined
    await (this.nextReading ?? this.reading)?.catch(() => undefined)
  }

  /** Resolves when what is known here is fit to be used. */
  async ready(): Promise<void> {
    const isFit = this.stopHearing !== undefined || performance.now() - this.readMs < unwatchedLifeMs
    if (!isFit) await this.catchUp()
  }

  get isReady(): boolean {
    return this.stopHearing !== undefined && this.readMs > -Infinity
  }

  /** Reads what is newer. What is being read right now may be older than what the caller knows of, so one more read follows it. */
  catchUp(): Promise<void> {
    if (this.reading === undefined) return this.startReading()
    return (this.nextReading ??= this.reading
      .catch(() => undefined)
      .then(() => {
        this.nextReading = undefined
        return this.startReading()
      }))
  }

  value<T>(definition: ConfigKey<T>, of: ConfigFor = {}): T {
    const found = this.ladderOf(definition, of)
    const { winner } = judge(found)
    return winner === 0 ? definition.default : (found[winner]?.value as T)
  }

  /** What would count at a place if nothing stood there. */
  valueWithout<T>(definition: ConfigKey<T>, place: Place): T {
    const { environment, tenantId, userId } = columnsOf(place)
    const of = { workspaceId: tenantId ?? undefined, userId: userId ?? undefined, environment: environment ?? this.environment }
    const rest = this.ladderOf(definition, of).filter(({ rung }) => rung !== place.scope)
    return rest[judge(rest).winner]?.value as T
  }

  /** The value with everything that was weighed. A secret one is in it: the caller must not show it. */
  explain<T>(definition: ConfigKey<T>, of: ConfigFor & { readonly environment?: string } = {}): Explanation<T> {
    const found = this.ladderOf(definition, of)
    const { winner, verdicts } = judge(found)
    const ladder = found.map((one, at) => ({ ...one, verdict: verdicts[at] ?? 'not_set' }))
    return {
      value: winner === 0 ? definition.default : (found[winner]?.value as T),
      rung: found[winner]?.rung ?? 'DEFAULT',
      ladder,
    }
  }

  private ladderOf(definition: ConfigKey, of: ConfigFor & { readonly environment?: string }): Omit<LadderRung, 'verdict'>[] {
    const { scopes, key } = definition
    const { workspaceId, userId, environment = this.environment } = of
    const fallback = { value: definition.default as JsonValue, fault: undefined, stored: undefined }
    const rungs: Omit<LadderRung, 'verdict'>[] = [{ rung: 'DEFAULT', state: 'set', locked: false, ...fallback }]
    rungs.push(this.rungOf(definition, `${key} ENVIRONMENT ${environment}`, 'ENVIRONMENT'))
    if (scopes.includes('GLOBAL')) rungs.push(this.rungOf(definition, `${key} GLOBAL `, 'GLOBAL'))
    if (workspaceId !== undefined && scopes.includes('TENANT'))
      rungs.push(this.rungOf(definition, `${key} TENANT ${workspaceId}`, 'TENANT'))
    if (userId !== undefined && scopes.includes('USER')) rungs.push(this.rungOf(definition, `${key} USER ${userId}`, 'USER'))
    return rungs
  }

  private rungOf(definition: ConfigKey, slot: string, rung: Rung): Omit<LadderRung, 'verdict'> {
    const stored = this.slots.get(slot)
    if (stored === undefined || stored.text === null)
      return { rung, state: 'not_set', locked: false, value: undefined, fault: undefined, stored }
    let read = this.reads.get(stored)
    if (read === undefined) this.reads.set(stored, (read = this.readOf(definition, stored)))
    const state = read.fault === undefined ? 'set' : 'broken'
    return { rung, state, locked: stored.locked && definition.lockable, stored, value: read.value, fault: read.fault }
  }

  /** A value that its key does not take any more does no harm, but somebody should know. */
  private readOf(definition: ConfigKey, stored: StoredValue): Read {
    const { value, fault } = this.open(definition, stored)
    if (fault !== undefined) {
      const about = { key: stored.key, scope: stored.scope, version: stored.version, reason: fault }
      this.log.warn(about, 'A stored setting cannot be used; a wider one or the default counts instead.')
    }
    return { value, fault }
  }

  private open(definition: ConfigKey, stored: StoredValue): Read {
    let text = stored.text ?? ''
    if (stored.encrypted) {
      try {
        if (this.box === undefined) return { value: undefined, fault: 'cannot be decrypted here' }
        text = this.box.open(text, secretContext(stored.key, stored))
      } catch {
        return { value: undefined, fault: 'cannot be decrypted with the key of this installation' }
      }
    }
    const { value, fault } = readStored(definition, text)
    // What is wrong with a secret may tell some of it.
    return { value, fault: fault !== undefined && stored.encrypted ? 'is not what the setting takes' : fault }
  }

  private startReading(): Promise<void> {
    this.reading = this.read().finally(() => (this.reading = undefined))
    return this.reading
  }

  private async read(): Promise<void> {
    const rows = await readValuesSince(this.db, this.revision)
    for (const row of rows) this.slots.set(slotName(row.key, row), row)
    this.revision = rows.at(-1)?.revision ?? this.revision
    this.readMs = performance.now()
    if (rows.length > 0) for (const hear of this.hearing) hear()
  }

  private cannot(error: unknown): void {
    this.log.warn({ err: error }, 'The configuration could not be read again; what is known is used until it can.')
  }
}
