import type { DraftChange } from '@steward/contract/api/draft'
import type { EffectClass } from '@steward/contract/effect'
import type { ScheduleSettings, WorkflowDocument, WorkflowEdge, WorkflowNode, WorkflowSettings } from '@steward/contract/workflow'
import type { Listen } from '@steward/sdk/node'
import type { ColumnType, Generated, RawBuilder } from 'kysely'

/** Written as text, so that the database keeps the order of keys; read as what it says. */
type Json<T> = ColumnType<T, T, T>

export type WorkflowStatus = 'draft' | 'active' | 'inactive' | 'archived'

/** Parts of a document without a column of their own. */
export type DocumentExtras = Pick<WorkflowDocument, 'groups' | 'pins' | 'staticData' | 'meta'>

type DocumentColumns = {
  name: string
  description: string | null
  document_format: number
  nodes: Json<WorkflowNode[]>
  edges: Json<WorkflowEdge[]>
  settings: Json<WorkflowSettings>
  extras: Json<DocumentExtras>
}

type Listening = {
  id: string
  workspace_id: string
  workflow_id: string
  node_id: string
  is_active: Generated<boolean>
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

/** Rows of the schema `workflow`. */
export type WorkflowTables = {
  workflows: DocumentColumns & {
    id: string
    workspace_id: string
    status: Generated<WorkflowStatus>
    version: Generated<number>
    published_version: number | null
    created_by: string | null
    updated_by: string | null
    published_at: Date | null
    created_at: Generated<Date>
    updated_at: Generated<Date>
    node_count: number
    triggers: string[]
    effects: EffectClass[]
    placeholders: number
    search_text: string
    revision: Generated<number>
    written_revision: Generated<number>
    unwritten_bytes: Generated<number>
    changes_from: Generated<number>
    draft_since: Date | null
    draft_at: Date | null
    draft_by: string | null
    draft_authors: Generated<string[]>
    /** Null until it is written for what was there before there were words. */
    search_words: ColumnType<string | null, RawBuilder<unknown>, RawBuilder<unknown>>
    folder_id: string | null
  }
  workflow_folders: {
    id: string
    workspace_id: string
    parent_id: string | null
    name: string
    position: number
    created_by: string | null
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
  workflow_recordings: {
    workspace_id: string
    workflow_id: string
    execution_id: string
    name: string
    added_by: string | null
    created_at: Generated<Date>
  }
  accepted_differences: {
    workspace_id: string
    workflow_id: string
    version_number: number
    differences_hash: Buffer
    accepted_by: string | null
    reason: string
    created_at: Generated<Date>
  }
  publication_reviews: {
    workflow_id: string
    workspace_id: string
    version_number: number
    approval_id: string
    requested_by: string | null
    created_at: Generated<Date>
  }
  workflow_versions: DocumentColumns & {
    id: string
    workspace_id: string
    workflow_id: string
    version_number: number
    note: string | null
    created_by: string | null
    created_at: Generated<Date>
    authors: Generated<string[]>
    is_autosaved: Generated<boolean>
  }
  workflow_changes: {
    workspace_id: string
    workflow_id: string
    id: string
    revision: number
    client: string
    changed_by: string | null
    changed_at: Date
    ops: Json<DraftChange['ops']>
    ops_bytes: number
  }
  workflow_tags: {
    id: string
    workspace_id: string
    name: string
    color: string | null
    created_by: string | null
    created_at: Generated<Date>
  }
  workflow_tag_assignments: { workspace_id: string; workflow_id: string; tag_id: string }
  workflow_triggers: Listening & { version_number: number; node_name: string; trigger_type: string; settings: Json<Listen> }
  webhook_endpoints: Listening & { method: string; endpoint_path: string; path_shape: string; last_used_at: Date | null }
  workflow_schedules: Listening & {
    cron_expression: string | null
    timezone: string
    policy: Json<ScheduleSettings>
    next_run_at: Date | null
    last_run_at: Date | null
  }
}
