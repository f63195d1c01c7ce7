import { purgeSubscription, rowsOfWorkspace } from '#db'

/** Values and variables of a workspace that is gone, with their history. */
export const configPurge = purgeSubscription('config', [
  rowsOfWorkspace('runtime_configs', ['id'], 'tenant_id'),
  rowsOfWorkspace('config_history', ['revision'], 'tenant_id'),
  rowsOfWorkspace('environment_variables', ['id']),
])
