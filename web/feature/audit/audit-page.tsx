import { AuditLog } from './audit-log.tsx'

export default function AuditPage() {
  return <AuditLog owner="workspace" />
}
