import type { Kysely } from 'kysely'
import type { JWK } from 'jose'
import { newId } from '#base/id'
import { log } from '#base/log'
import type { SecretBox } from '#base/secret-box'
import type { Databases } from '#db'
import { type By, record } from '#hub/audit'
import { accessLifeMs } from './access-token.ts'
import {
  deleteSigningKeysBefore,
  insertSigningKey,
  listSigningKeys,
  lockSigningKeys,
  newestSigningSince,
  type SigningKeyRow,
} from './signing-key.store.ts'
import type { TokenTables } from './token.tables.ts'

/** A key signs for so long before the next one takes over. */
export const keyLifeMs = 30 * 24 * 60 * 60_000
/** A new key is published so long before it signs, for whoever keeps the list of keys in memory. */
export const leadMs = 60 * 60_000
/** A key is trusted so much longer than its last token lives; clocks differ. */
const overlapMs = accessLifeMs + 60_000
/** Other processes say when there is a new key; this covers lost messages. */
const readAgainMs = 60_000
/** A token that names a key we do not know may name the newest one, or be invented: asked for, but not at every such token. */
const askAgainMs = 1_000

export const keysChannel = 'signing_keys_changed'

type Known = { readonly row: SigningKeyRow; readonly trusted: CryptoKey; readonly signing: CryptoKey | undefined }

/** The keys that access tokens are signed with, as this process knows them. */
export class SigningKeys {
  private readonly db: Databases
  private readonly box: SecretBox
  private known: ReadonlyMap<string, Known> = new Map()
  private readMs = -Infinity
  private reading: Promise<void> | undefined

  constructor({ db, box }: { readonly db: Databases; readonly box: SecretBox }) {
    this.db = db
    this.box = box
  }

  /** The key to sign with; made if there is none. */
  async current(now: Date): Promise<{ readonly id: string; readonly key: CryptoKey }> {
    await this.refresh(now, readAgainMs)
    const found = this.signingAt(now)
    if (found !== undefined) return found
    await this.ensure(now)
    const made = this.signingAt(now)
    if (made === undefined) throw new Error('there is no key to sign access tokens with')
    return made
  }

  /** A key whose tokens are taken now. */
  async find(id: string, now: Date): Promise<CryptoKey | undefined> {
    await this.refresh(now, this.known.has(id) ? readAgainMs : askAgainMs)
    const found = this.known.get(id)
    return found !== undefined && isTrusted(found.row, now) ? found.trusted : undefined
  }

  /** Every key whose tokens may be shown now or soon, newest first. */
  async list(now: Date): Promise<readonly SigningKeyRow[]> {
    await this.refresh(now, readAgainMs)
    return [...this.known.values()].map(({ row }) => row).filter((row) => isTrusted(row, now))
  }

  /** Makes a key where there is none that signs, or where the newest is old. Any number of processes may ask at once. */
  async ensure(now: Date): Promise<void> {
    const by = { actorId: null, workspaceId: null, now }
    await this.add(by, (newest) => {
      if (newest === undefined || this.signingAt(now) === undefined) return 'at once'
      return now.getTime() - newest.getTime() > keyLifeMs ? 'later' : 'not now'
    })
    await deleteSigningKeysBefore(this.db, new Date(now.getTime() - keyLifeMs))
  }

  /** Makes a new key. `atOnce` is for a key that may be known to others: every token signed so far is refused from now on. */
  async rotate(by: By, { atOnce }: { readonly atOnce: boolean }): Promise<void> {
    await this.add(by, () => (atOnce ? 'at once' : 'later'))
  }

  /** The next question is answered by the database. */
  forget(): void {
    this.readMs = -Infinity
  }

  private signingAt(now: Date): { readonly id: string; readonly key: CryptoKey } | undefined {
    for (const { row, signing } of this.known.values())
      if (signing !== undefined && row.signsFrom <= now && isTrusted(row, now)) return { id: row.id, key: signing }
    return undefined
  }

  private async add(by: By, decide: (newest: Date | undefined) => 'at once' | 'later' | 'not now'): Promise<void> {
    const made = await this.db.transaction<TokenTables, boolean>('identity', async (tx) => {
      await lockSigningKeys(tx)
      // Another process may have made one while this one waited.
      await this.read(by.now, tx)
      const when = decide(await newestSigningSince(tx))
      if (when === 'not now') return false
      const signsFrom = new Date(by.now.getTime() + (when === 'later' ? leadMs : 0))
      const othersTrustedUntil = when === 'later' ? new Date(signsFrom.getTime() + overlapMs) : by.now
      const key = await this.make(by.now, signsFrom)
      await insertSigningKey(tx, { ...key, othersTrustedUntil })
      const about = { signsFrom: signsFrom.toISOString(), othersTrustedUntil: othersTrustedUntil.toISOString() }
      await record(tx, by, { action: 'signing_key.made', resourceType: 'signing_key', resourceId: key.id, new: about })
      return true
    })
    if (!made) return
    await this.read(by.now)
    await this.db.notify('identity', keysChannel)
  }

  private async make(now: Date, signsFrom: Date): Promise<Omit<SigningKeyRow, 'trustedUntil'>> {
    // Loaded when it is needed: a start should not wait for it.
    const { exportJWK, generateKeyPair } = await import('jose')
    const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
    const id = newId()
    return {
      id,
      publicKey: { ...(await exportJWK(pair.publicKey)) },
      privateKey: this.box.lock(JSON.stringify(await exportJWK(pair.privateKey)), contextOf(id)),
      signsFrom,
      createdAt: now,
    }
  }

  private async refresh(now: Date, maxAgeMs: number): Promise<void> {
    if (performance.now() - this.readMs < maxAgeMs) return
    this.reading ??= this.read(now).finally(() => {
      this.reading = undefined
    })
    await this.reading
  }

  /** Within a transaction by its own connection: those that wait for it may hold all the others. */
  private async read(now: Date, builder: Kysely<TokenTables> = this.db.kysely('identity')): Promise<void> {
    const startedMs = performance.now()
    const rows = await listSigningKeys(builder, now)
    const known = await Promise.all(
      rows.map(async (row) => [row.id, this.known.get(row.id) ?? (await this.import(row))] as const),
    )
    this.known = new Map(known.map(([id, one], index) => [id, { ...one, row: rows[index] ?? one.row }]))
    this.readMs = startedMs
  }

  private async import(row: SigningKeyRow): Promise<Known> {
    const { importJWK } = await import('jose')
    const trusted = (await importJWK(row.publicKey as JWK, 'EdDSA')) as CryptoKey
    try {
      const opened = JSON.parse(this.box.open(row.privateKey, contextOf(row.id))) as JWK
      return { row, trusted, signing: (await importJWK(opened, 'EdDSA')) as CryptoKey }
    } catch (error) {
      // Its tokens can still be checked; the next one is signed with a key that this installation can open.
      log.warn({ err: error, key: row.id }, 'a signing key cannot be opened with the encryption key of this installation')
      return { row, trusted, signing: undefined }
    }
  }
}

const isTrusted = ({ trustedUntil }: SigningKeyRow, now: Date) => trustedUntil === null || trustedUntil > now

/** Opens in its own row only. */
const contextOf = (id: string) => `token signing key ${id}`
