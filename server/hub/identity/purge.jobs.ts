import { purgeSubscription, rowsOfWorkspace } from '#db'

/** Keys and tokens that opened one workspace only, when it is gone. */
export const identityPurge = purgeSubscription('identity', [
  rowsOfWorkspace('api_keys', ['id'], 'bound_workspace_id'),
  rowsOfWorkspace('token_families', ['id'], 'bound_workspace_id'),
])
