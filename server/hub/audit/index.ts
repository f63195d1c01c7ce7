export { auditSubscriptions } from './audit.jobs.ts'
export { type AuditEntry, type By, record } from './record.ts'
