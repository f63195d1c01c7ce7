export { connectionRoutes } from './connection.routes.ts'
export { connectionValues } from './connection-values.ts'
export { createConnection } from './create-connection.ts'
export { findUnreadable } from './find-unreadable.ts'
