import type { ProviderKind } from '@steward/contract/api/provider'
import type { JsonObject } from '@steward/contract/item'
import { newId } from '#base/id'
import type { Databases } from '#db'
import { type By, record } from '#hub/audit'
import { identityError } from '../errors.ts'
import type { IdentityTables } from '../identity.tables.ts'
import { causeAway } from './ask-provider.ts'
import { presets, readIssuer } from './preset.ts'
import { clientSecretContext } from './provider-clients.ts'
import { deleteProvider, insertProvider, type Provider, takeProvider, updateProvider } from './provider.store.ts'
import type { ProviderContext } from './start-visit.ts'

/** The secret is in the clear. */
export type ProviderInput = {
  readonly label: string
  readonly clientId: string
  readonly clientSecret: string
  readonly scopes?: readonly string[] | undefined
  readonly allowedDomains?: readonly string[] | undefined
  readonly createsAccounts?: boolean | undefined
  readonly trustsEmail?: boolean | undefined
}

/** Adds a provider after asking it what it says of itself, so that a wrong address is told now and not to the first who signs in. */
export async function createProvider(
  db: Databases,
  by: By,
  { box, clients }: ProviderContext,
  input: ProviderInput & { readonly name: string; readonly kind: ProviderKind; readonly issuer?: string | undefined },
): Promise<Provider> {
  const { name, kind, label, clientId, clientSecret } = input
  const issuer = readIssuer(kind, input.issuer)
  await clients.make({ kind, issuer, clientId, clientSecret }).catch((error: unknown) => {
    throw identityError.provider_issuer_refused({ reason: reasonOf(error, issuer) }, error)
  })
  const id = newId()
  const provider: Provider = {
    id,
    name,
    kind,
    issuer,
    label,
    clientId,
    clientSecret: box.lock(clientSecret, clientSecretContext(id)),
    scopes: input.scopes ?? presets[kind].scopes,
    allowedDomains: inSmallLetters(input.allowedDomains ?? []),
    createsAccounts: input.createsAccounts ?? false,
    trustsEmail: input.trustsEmail ?? false,
    isActive: true,
    createdAt: by.now,
    updatedAt: by.now,
  }
  await db.transaction<IdentityTables, void>('identity', async (tx) => {
    if (!(await insertProvider(tx, provider))) throw identityError.provider_name_taken()
    await record(tx, by, { action: 'identity_provider.created', ...resource(id), new: told(provider) })
  })
  return provider
}

/** Changes what is given. The issuer stays: the people of another one are other people. */
export async function changeProvider(
  db: Databases,
  by: By,
  { box }: Pick<ProviderContext, 'box'>,
  change: Partial<ProviderInput> & { readonly id: string; readonly isActive?: boolean | undefined },
): Promise<Provider> {
  const { id, clientSecret } = change
  return await db.transaction<IdentityTables, Provider>('identity', async (tx) => {
    const former = await takeProvider(tx, id)
    if (former === undefined) throw identityError.provider_not_found()
    const changed: Provider = {
      ...former,
      label: change.label ?? former.label,
      clientId: change.clientId ?? former.clientId,
      clientSecret: clientSecret === undefined ? former.clientSecret : box.lock(clientSecret, clientSecretContext(id)),
      scopes: change.scopes ?? former.scopes,
      allowedDomains: change.allowedDomains === undefined ? former.allowedDomains : inSmallLetters(change.allowedDomains),
      createsAccounts: change.createsAccounts ?? former.createsAccounts,
      trustsEmail: change.trustsEmail ?? former.trustsEmail,
      isActive: change.isActive ?? former.isActive,
    }
    await updateProvider(tx, changed)
    const secretChanged = clientSecret === undefined ? {} : { metadata: { secretChanged: true } }
    await record(tx, by, {
      action: 'identity_provider.changed',
      ...resource(id),
      old: told(former),
      new: told(changed),
      ...secretChanged,
    })
    return changed
  })
}

/** Removes a provider with all links to it. */
export async function removeProvider(db: Databases, by: By, id: string): Promise<void> {
  await db.transaction<IdentityTables, void>('identity', async (tx) => {
    const former = await takeProvider(tx, id)
    if (former === undefined) throw identityError.provider_not_found()
    await deleteProvider(tx, id)
    await record(tx, by, { action: 'identity_provider.deleted', ...resource(id), old: told(former) })
  })
}

const resource = (id: string) => ({ resourceType: 'identity_provider', resourceId: id }) as const
const inSmallLetters = (domains: readonly string[]) => [...new Set(domains.map((domain) => domain.toLowerCase()))]

/** For the audit log: everything but the secret. */
function told(provider: Provider): JsonObject {
  const { name, kind, label, issuer, clientId, createsAccounts, trustsEmail, isActive } = provider
  const lists = { scopes: [...provider.scopes], allowedDomains: [...provider.allowedDomains] }
  return { name, kind, label, issuer, clientId, ...lists, createsAccounts, trustsEmail, isActive }
}

/** For the administrator who typed the issuer. */
function reasonOf(error: unknown, issuer: string): string {
  const away = causeAway(error)
  if (away !== undefined) return away.message
  return `${new URL(issuer).host} does not describe itself as OpenID Connect asks for, or names another issuer.`
}
