export { connectionRoutes } from './connection.routes.ts'
export { type ConnectionReference, connectionValues, type ConnectionValues } from './connection-values.ts'
export { type ConnectorScope, createConnection } from './create-connection.ts'
export { connectionKinds } from './kinds.ts'
