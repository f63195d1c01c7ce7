import { SkeletonRows } from '../ui/feedback.tsx'

export function PendingPage() {
  return (
    <div style={{ padding: '76px 24px' }}>
      <SkeletonRows />
    </div>
  )
}
