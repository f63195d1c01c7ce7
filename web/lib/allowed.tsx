import type { PermissionName, Resource } from '@steward/contract/permission'
import type { ReactNode } from 'react'
import { useCan } from '../api/session.ts'

type Props = {
  readonly permission: PermissionName
  readonly on?: Resource
  readonly children: ReactNode
  /** What is shown to those who may not; nothing unless told otherwise. */
  readonly otherwise?: ReactNode
}

/** Shows what somebody may do, and to others what is left of it. The server asks again whatever is shown here. */
export function Allowed({ permission, on, children, otherwise = null }: Props) {
  return useCan()(permission, on) ? children : otherwise
}
