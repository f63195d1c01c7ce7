import type { Template } from '@steward/contract/api/template'
import { stickyNoteType, type WorkflowDocument } from '@steward/contract/workflow'
import type { Scope } from '#db'
import type { NodeCatalog } from '#engine/core'
import { countTemplateUses, noteTemplateUse } from '#hub/connector'
import { createWorkflow } from '../create-workflow.ts'
import { summarise } from '../document/summarise.ts'
import { workflowError } from '../errors.ts'
import { moveWorkflows } from '../folder/change-folders.ts'
import type { WorkflowScope } from '../scope.ts'
import { readTemplates, type TemplateFile } from './read-templates.ts'

type Looking = Pick<Scope, 'db'> & { readonly catalog: NodeCatalog }

export async function listTemplates({ db, catalog }: Looking): Promise<Template[]> {
  const uses = await countTemplateUses(db)
  return readTemplates().map((file) => asTemplate(file, catalog, uses.get(file.key) ?? 0))
}

export async function getTemplate(
  { db, catalog }: Looking,
  key: string,
): Promise<{ template: Template; document: WorkflowDocument }> {
  const file = find(key)
  const uses = await countTemplateUses(db)
  return { template: asTemplate(file, catalog, uses.get(key) ?? 0), document: file.document }
}

/** Makes a draft of it; its id. */
export async function createFromTemplate(
  scope: WorkflowScope,
  { key, folderId }: { readonly key: string; readonly folderId?: string | null | undefined },
): Promise<{ readonly id: string }> {
  const { document } = find(key)
  const made = await createWorkflow(scope, { document: withOwnPaths(document) })
  if (folderId != null) await moveWorkflows(scope, { ids: [made.id], folderId })
  await noteTemplateUse(scope.db, key, scope.now)
  return made
}

function find(key: string): TemplateFile {
  const file = readTemplates().find((one) => one.key === key)
  if (file === undefined) throw workflowError.template_not_found()
  return file
}

/** Two of the same template may both be published: each answers at an address of its own. */
function withOwnPaths(document: WorkflowDocument): WorkflowDocument {
  const own = crypto.randomUUID().slice(0, 8)
  return {
    ...document,
    nodes: document.nodes.map((node) => {
      const { path } = node.parameters
      return typeof path === 'string' && node.type === 'webhook'
        ? { ...node, parameters: { ...node.parameters, path: `${path}-${own}` } }
        : node
    }),
  }
}

function asTemplate(template: TemplateFile, catalog: NodeCatalog, uses: number): Template {
  const { document, key, title, description, categories, connections } = template
  const { effects, nodeCount } = summarise(document, catalog)
  const nodes = document.nodes
    .filter((node) => node.type !== stickyNoteType)
    .toSorted((a, b) => a.position[0] - b.position[0] || a.position[1] - b.position[1])
  return {
    key,
    title,
    description,
    categories: [...categories],
    connections: [...connections],
    effects,
    nodeCount,
    nodeTypes: [...new Set(nodes.map((node) => node.type))],
    uses,
  }
}
