import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { WorkflowDocument } from '@steward/contract/workflow'
import { madeOnce } from '#base/made-once'

export type TemplateFile = {
  readonly key: string
  readonly title: string
  readonly description: string
  readonly categories: readonly string[]
  /** Kinds of connection. */
  readonly connections: readonly string[]
  /** Among the others; the smallest first. */
  readonly order: number
  readonly document: WorkflowDocument
}

const folder = join(import.meta.dirname, '../../../templates')

/** The templates that come with this version, in their order. Read when they are first asked for. */
export const readTemplates = madeOnce((): readonly TemplateFile[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({
      ...(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Omit<TemplateFile, 'key'>),
      key: file.slice(0, -'.json'.length),
    }))
    .toSorted((a, b) => a.order - b.order || a.key.localeCompare(b.key)),
)
