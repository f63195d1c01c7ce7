import { AuditLog } from './audit-log.tsx'

export default function InstallationAuditPage() {
  return <AuditLog owner="installation" />
}
