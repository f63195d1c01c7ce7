import type { JsonObject } from '@steward/contract/item'
import type { Logger } from 'pino'
import type { SecretSourceSettings } from '#base/secret-source-settings'
import type { Net } from '#net'
import { connectorError } from '../errors.ts'
import { awsSource } from './aws-source.ts'
import { environmentSource } from './environment-source.ts'
import { isReference, readReference, type SourceName } from './reference.ts'
import { type SecretSource, SourceFailure } from './source.ts'
import { vaultSource } from './vault-source.ts'

export const noSources: SecretSourceSettings = { environment: {}, aws: undefined, vault: undefined }

/** So long a secret is used without being read again, so that a change elsewhere is soon seen here. */
const freshMs = 60_000
/** So long it is used when its place does not answer. */
const staleMs = 15 * 60_000
const entriesMax = 1_000

type Entry = { readonly value: string; readonly atMs: number }

/** Secrets that are kept outside of the database. */
export class SecretSources {
  private readonly sources: Partial<Record<SourceName, SecretSource>>
  private readonly known = new Map<string, Entry>()
  private readonly asking = new Map<string, Promise<string>>()
  private readonly log: Logger

  constructor({ environment, aws, vault }: SecretSourceSettings, { net, log }: { readonly net: Net; readonly log: Logger }) {
    this.log = log
    this.sources = {
      env: environmentSource(environment),
      ...(aws === undefined ? {} : { aws: awsSource(aws) }),
      ...(vault === undefined ? {} : { vault: vaultSource(vault, net) }),
    }
  }

  /**
   * Values of a connection with every reference replaced by the secret it names. Throws an error for people that names
   * the reference. `isFresh` asks past what is remembered: that was refused, as after a rotation.
   */
  async resolve(workspaceId: string, values: JsonObject, nowMs: number, isFresh = false): Promise<JsonObject> {
    const references = Object.values(values).filter(isReference)
    if (references.length === 0) return values
    if (isFresh) for (const reference of references) this.known.delete(`${workspaceId} ${reference}`)
    const found = Object.entries(values).map(async ([name, value]) => [
      name,
      isReference(value) ? await this.find(workspaceId, value, nowMs) : value,
    ])
    return Object.fromEntries(await Promise.all(found)) as JsonObject
  }

  private async find(workspaceId: string, reference: string, nowMs: number): Promise<string> {
    const key = `${workspaceId} ${reference}`
    const entry = this.known.get(key)
    if (entry !== undefined && nowMs - entry.atMs < freshMs) return entry.value
    try {
      const value = await this.askOnce(key, () => this.ask(workspaceId, reference))
      if (this.known.size >= entriesMax) this.known.delete(this.known.keys().next().value ?? '')
      this.known.set(key, { value, atMs: nowMs })
      return value
    } catch (error) {
      if (!(error instanceof SourceFailure)) throw error
      if (error.passing && entry !== undefined && nowMs - entry.atMs < staleMs) {
        this.log.warn({ err: error, reference }, 'A secret could not be read again; the one from before is used.')
        return entry.value
      }
      this.known.delete(key)
      throw connectorError.secret_not_given({ reference, reason: error.message, passing: error.passing }, error)
    }
  }

  private async askOnce(key: string, ask: () => Promise<string>): Promise<string> {
    const under = this.asking.get(key)
    if (under !== undefined) return under
    const asked = ask().finally(() => this.asking.delete(key))
    this.asking.set(key, asked)
    return asked
  }

  private async ask(workspaceId: string, reference: string): Promise<string> {
    const { source, name, field } = readReference(reference)
    const place = this.sources[source]
    if (place === undefined) throw connectorError.source_not_set({ source })
    return place.read({ workspaceId, name, field })
  }
}
