import * as contract from '@steward/contract/api/config'
import { type Call, route, type Route } from '#http'
import { type ConfigHouse, restoreConfig, setConfig, unsetConfig } from './change-config.ts'
import { configError } from './errors.ts'
import type { ConfigKey } from './key.ts'
import type { Place } from './place.ts'
import { type PeopleNames, showEntries, showHistory } from './show-config.ts'

export type ConfigRoutesParts = ConfigHouse & {
  /** Every key of the product; what is not in it can be neither seen nor set. */
  readonly keys: readonly ConfigKey[]
  readonly names: PeopleNames
}

type Asked = Pick<Call, 'scope' | 'actor'>
type Spot = { readonly key: string; readonly place: Place }

/** The settings of a workspace, of the installation, and of the person who asks: the same for each, at other places. */
export function configRoutes(parts: ConfigRoutesParts): Route[] {
  const house = new Rooms(parts)
  const { live } = parts
  const ofTenant = ({ scope }: Asked): Place => ({ scope: 'TENANT', workspaceId: scope.workspaceId })
  const ofAll = (environment: string | undefined): Place =>
    environment === undefined ? { scope: 'GLOBAL' } : { scope: 'ENVIRONMENT', environment }
  const mine = ({ actor }: Asked): Place => ({ scope: 'USER', userId: actor.userId })
  const mineToChange = (asked: Asked): Place => {
    if (asked.actor.kind === 'api_key' && asked.actor.scopes.length > 0) throw configError.person_only()
    return mine(asked)
  }
  return [
    route(contract.listConfig, (call) => house.list(call, ofTenant(call))),
    route(contract.setConfig, (call) => house.set(call, { ...call.params, place: ofTenant(call) }, call.body)),
    route(contract.unsetConfig, (call) => house.unset(call, { ...call.params, place: ofTenant(call) }, call.query)),
    route(contract.listConfigHistory, (call) => house.history(call, { ...call.params, place: ofTenant(call) }, call.query)),
    route(contract.restoreConfig, (call) => house.restore(call, { ...call.params, place: ofTenant(call) }, call.body)),

    route(contract.listInstallationConfig, (call) =>
      house.list(call, ofAll(call.query.environment), call.query.environment ?? live.environment),
    ),
    route(contract.setInstallationConfig, (call) =>
      house.set(call, { ...call.params, place: ofAll(call.body.environment) }, call.body),
    ),
    route(contract.unsetInstallationConfig, (call) =>
      house.unset(call, { ...call.params, place: ofAll(call.query.environment) }, call.query),
    ),
    route(contract.listInstallationConfigHistory, (call) =>
      house.history(call, { ...call.params, place: ofAll(call.query.environment) }, call.query),
    ),
    route(contract.restoreInstallationConfig, (call) =>
      house.restore(call, { ...call.params, place: ofAll(call.body.environment) }, call.body),
    ),

    route(contract.listMyConfig, (call) => house.list(call, mine(call))),
    route(contract.setMyConfig, (call) => house.set(call, { ...call.params, place: mineToChange(call) }, call.body)),
    route(contract.unsetMyConfig, (call) => house.unset(call, { ...call.params, place: mineToChange(call) }, call.query)),
    route(contract.listMyConfigHistory, (call) => house.history(call, { ...call.params, place: mine(call) }, call.query)),
    route(contract.restoreMyConfig, (call) => house.restore(call, { ...call.params, place: mineToChange(call) }, call.body)),
  ]
}

/** What the endpoints do, whatever place they are about. */
class Rooms {
  private readonly parts: ConfigRoutesParts
  private readonly byName: ReadonlyMap<string, ConfigKey>

  constructor(parts: ConfigRoutesParts) {
    this.parts = parts
    this.byName = new Map(parts.keys.map((one) => [one.key, one]))
  }

  async list(asked: Asked, place: Place, environment = this.parts.live.environment) {
    const shown = this.parts.keys.filter((one) => knows(one, place))
    return { environment, items: await this.entries(asked, place, shown) }
  }

  async set(asked: Asked, { key, place }: Spot, body: { value: unknown; locked?: boolean; version: number }) {
    const definition = this.find(key, place)
    const { value, locked = false, version } = body
    await setConfig(this.parts, asked.scope, { definition, place, version, value, locked })
    return this.entry(asked, place, definition)
  }

  async unset(asked: Asked, { key, place }: Spot, { version }: { version: number }) {
    const definition = this.find(key, place)
    await unsetConfig(this.parts, asked.scope, { definition, place, version })
    return this.entry(asked, place, definition)
  }

  async restore(asked: Asked, { key, place }: Spot, { to, version }: { to: number; version: number }) {
    const definition = this.find(key, place)
    await restoreConfig(this.parts, asked.scope, { definition, place, to, version })
    return this.entry(asked, place, definition)
  }

  history(_asked: Asked, { key, place }: Spot, page: { after?: string; limit?: number }) {
    return showHistory(this.parts, { definition: this.find(key, place), place, page })
  }

  private async entry(asked: Asked, place: Place, definition: ConfigKey): Promise<contract.ConfigEntry> {
    const [entry] = await this.entries(asked, place, [definition])
    if (entry === undefined) throw configError.unknown_key({ key: definition.key })
    return entry
  }

  private entries({ scope }: Asked, place: Place, keys: readonly ConfigKey[]) {
    return showEntries(this.parts, { keys, place, workspaceId: scope.workspaceId })
  }

  /** A key that this place does not know is told from one that does not exist to those only who may see it. */
  private find(key: string, place: Place): ConfigKey {
    const found = this.byName.get(key)
    if (found === undefined || !knows(found, place)) throw configError.unknown_key({ key })
    return found
  }
}

/** Every key can be set for the installation or an environment, or at least looked at there. */
function knows({ scopes }: ConfigKey, { scope }: Place): boolean {
  return scope === 'ENVIRONMENT' || scope === 'GLOBAL' || scopes.includes(scope)
}
