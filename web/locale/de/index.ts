import { access } from './access.ts'
import { account } from './account.ts'
import { approval } from './approval.ts'
import { audit } from './audit.ts'
import { canvas } from './canvas.ts'
import { command } from './command.ts'
import { common } from './common.ts'
import { config } from './config.ts'
import { connection } from './connection.ts'
import { edit } from './edit.ts'
import { editor } from './editor.ts'
import { effect } from './effect.ts'
import { execution } from './execution.ts'
import { form } from './form.ts'
import { identity } from './identity.ts'
import { instance } from './instance.ts'
import { notification } from './notification.ts'
import { plan } from './plan.ts'
import { policy } from './policy.ts'
import { profile } from './profile.ts'
import { publication } from './publication.ts'
import { query } from './query.ts'
import { queue } from './queue.ts'
import { role } from './role.ts'
import { savedFilter } from './saved-filter.ts'
import { security } from './security.ts'
import { settings } from './settings.ts'
import { slack } from './slack.ts'
import { start } from './start.ts'
import { template } from './template.ts'
import { values } from './values.ts'
import { variable } from './variable.ts'
import { workflow } from './workflow.ts'
import { workspace } from './workspace.ts'
import type { Catalogues } from '../languages.ts'

export const de: Catalogues = {
  access,
  account,
  approval,
  audit,
  canvas,
  command,
  common,
  config,
  connection,
  edit,
  editor,
  effect,
  execution,
  form,
  identity,
  instance,
  notification,
  plan,
  policy,
  profile,
  publication,
  query,
  queue,
  role,
  savedFilter,
  security,
  settings,
  slack,
  start,
  template,
  values,
  variable,
  workflow,
  workspace,
}
