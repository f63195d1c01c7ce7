import type { Task } from '@steward/contract/api/task'
import type { PermissionName } from '@steward/contract/permission'
import type { ColumnType, Generated } from 'kysely'

/** Rows of the schema `profile` about long work. */
export type TaskTables = {
  tasks: {
    id: string
    workspace_id: string
    user_id: string
    kind: Task['kind']
    subject: string
    parts: ColumnType<Task['parts'], unknown, unknown>
    state: Generated<Task['state']>
    done: Generated<number>
    total: number | null
    failed: Generated<number>
    is_cancellable: boolean
    is_cancel_wanted: Generated<boolean>
    result_path: string | null
    error: string | null
    started_at: Date
    heard_at: Date
    ended_at: Date | null
  }
  export_files: {
    task_id: string
    workspace_id: string
    user_id: string
    file_name: string
    content_type: string
    permission: PermissionName
    size_bytes: number
    created_at: Date
  }
}
