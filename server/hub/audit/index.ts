export { auditSubscriptions } from './audit.jobs.ts'
export { type By, record } from './record.ts'
