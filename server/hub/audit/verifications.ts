import type { AuditVerification } from '@steward/contract/api/audit'
import type { Databases } from '#db'
import type { Notary } from './checkpoint/notary.ts'
import { verifyLog } from './verify-log.ts'

const freshMs = 300_000

type Deps = { readonly db: Databases; readonly notary: Notary }

/** Verifies chains on request: one at a time, because each reads a whole log, and once for all who ask within minutes. */
export class Verifications {
  private readonly deps: Deps
  private readonly found = new Map<string, Promise<AuditVerification>>()
  private walking: Promise<unknown> = Promise.resolve()

  constructor(deps: Deps) {
    this.deps = deps
  }

  async of(chain: string, { now, fresh }: { readonly now: Date; readonly fresh: boolean }): Promise<AuditVerification> {
    const known = await this.found.get(chain)?.catch(() => undefined)
    if (!fresh && known !== undefined && now.getTime() - Date.parse(known.checkedAt) < freshMs) return known
    return this.walk(chain, now)
  }

  private walk(chain: string, now: Date): Promise<AuditVerification> {
    const verification = this.walking.then(async () => ({
      ...(await verifyLog(this.deps, chain)),
      checkedAt: now.toISOString(),
    }))
    this.walking = verification.catch(() => {})
    this.found.set(chain, verification)
    return verification
  }
}
