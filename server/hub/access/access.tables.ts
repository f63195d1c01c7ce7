import type { DatabaseKind, QueryLimits } from '@steward/contract/api/instance'
import type { ResultColumn } from '@steward/contract/api/catalog'
import type { Environment, PolicyReference } from '@steward/contract/api/policy'
import type { QueryForm, QueryStatus } from '@steward/contract/api/query'
import type { EffectClass } from '@steward/contract/effect'
import type { ColumnType, GeneratedAlways, Selectable } from 'kysely'
import type { Analysis, QueryClass } from '#target'

/** Read as what it holds, written as text of JSON. */
type Json<T> = ColumnType<T, string | null | undefined, string | null>
/** May be left out where a row is made. */
type Default<T> = ColumnType<T, T | undefined, T>

/** A sealed file of a result and the first row that is in it. */
export type Part = { readonly id: string; readonly firstRow: number }

export type QueryTable = {
  id: GeneratedAlways<string>
  uuid: string
  workspace_id: string
  user_id: string
  database_type: DatabaseKind
  instance_id: string
  instance_name: string
  environment: Environment
  database_name: string
  submission_type: QueryForm
  query_content: string | null
  script_filename: string | null
  script_content: string | null
  comments: string | null
  ticket_url: string | null
  pod_id: string | null
  pod_name: string | null
  recipients: string[]
  schedule_at: Date | null
  version: Default<number>
  class: Exclude<QueryClass, 'refused'>
  effect: EffectClass
  analysis: Json<Analysis | null>
  limits: Json<QueryLimits>
  hash: Buffer
  status: Default<QueryStatus>
  changes_wanted: Default<string | null>
  approval_id: Default<string | null>
  grant_id: Default<string | null>
  policies: Json<PolicyReference[]>
  approver_id: Default<string | null>
  approver_email: Default<string | null>
  approved_at: Default<Date | null>
  rejection_reason: Default<string | null>
  cancelled_by: Default<string | null>
  expires_at: Default<Date | null>
  execution_result: Default<string | null>
  execution_error: Default<string | null>
  execution_started_at: Default<Date | null>
  execution_completed_at: Default<Date | null>
  worker_id: Default<string | null>
  lease_until: Default<Date | null>
  tries: Default<number>
  cancel_wanted_at: Default<Date | null>
  is_in_doubt: Default<boolean>
  result_rows: Default<number | null>
  result_bytes: ColumnType<string | null, number | null | undefined, number | null>
  result_is_truncated: Default<boolean | null>
  changed_rows: ColumnType<string | null, number | null | undefined, number | null>
  duration_ms: Default<number | null>
  messages: Json<string[] | null>
  result_columns: Json<ResultColumn[] | null>
  result_parts: Json<Part[] | null>
  result_key: Default<string | null>
  result_expires_at: Default<Date | null>
  before_parts: Json<Part[] | null>
  before_key: Default<string | null>
  undo_of: Default<string | null>
  cloned_from: Default<string | null>
  created_at: Date
  updated_at: Date
}

export type AccessTables = { query_requests: QueryTable }

export type QueryRow = Omit<Selectable<QueryTable>, 'before_key'>
