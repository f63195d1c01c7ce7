export { readBackupHeader, restoreBackup } from './backup/read-backup.ts'
export type { BackupLock } from './backup/sealed-file.ts'
export { type BackupFolders, writeBackup } from './backup/write-backup.ts'
export { connectAdmin } from './connect-admin.ts'
export { type Databases, type Scope } from './databases.ts'
export { jsonb } from './json-value.ts'
export { Listener } from './listen.ts'
export { isConnectionLost } from './lost-connection.ts'
export { relockSecrets } from './relock.ts'
export { migrateDatabases, migrationStatus, takeBackMigration } from './migration/migrate-databases.ts'
export { connectDatabases, openDatabases, type OpenOptions } from './open-databases.ts'
export { type OutboxStatus, outboxStatus } from './outbox/outbox-status.ts'
export { type NewEvent, publish } from './outbox/publish.ts'
export { letWait } from './outbox/published-hint.ts'
export {
  purgeAgain,
  type PurgeStep,
  purgeSubscription,
  rowsOfWorkspace,
  userPurged,
  workspacePurged,
} from './outbox/purge-subscription.ts'
export { startRelay } from './outbox/relay.ts'
export { bulkSubscription, type EventEnvelope, subscription, type Subscription } from './outbox/subscription.ts'
