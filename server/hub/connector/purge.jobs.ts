import { purgeSubscription, rowsOfWorkspace } from '#db'

/** Connections of a workspace that is gone, with their secrets. */
export const connectorPurge = purgeSubscription('connector', [rowsOfWorkspace('connections', ['id'])])
