import { access } from './access.ts'
import { account } from './account.ts'
import { approval } from './approval.ts'
import { audit } from './audit.ts'
import { config } from './config.ts'
import { connection } from './connection.ts'
import { effect } from './effect.ts'
import { identity } from './identity.ts'
import { instance } from './instance.ts'
import { plan } from './plan.ts'
import { policy } from './policy.ts'
import { profile } from './profile.ts'
import { publication } from './publication.ts'
import { query } from './query.ts'
import { queue } from './queue.ts'
import { role } from './role.ts'
import { security } from './security.ts'
import { settings } from './settings.ts'
import { slack } from './slack.ts'
import { variable } from './variable.ts'
import { workspace } from './workspace.ts'
import type { Catalogues } from '../languages.ts'

export const de: Partial<Catalogues> = {
  access,
  account,
  approval,
  audit,
  config,
  connection,
  effect,
  identity,
  instance,
  plan,
  policy,
  profile,
  publication,
  query,
  queue,
  role,
  security,
  settings,
  slack,
  variable,
  workspace,
}
