import type { NodeKind } from '@steward/contract/api/workflow'
import type { WorkflowNode } from '@steward/contract/workflow'

type Parameters = WorkflowNode['parameters']
const charsMax = 60

const text = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}

/** `={{ $json.a }}` reads as `{a}`, so that a line of words stays one. */
const plain = (value: unknown): string =>
  text(value)
    .replace(/^=/, '')
    .replaceAll(/\{\{\s*\$json\.([\w.]+)\s*\}\}/g, '{$1}')
    .replaceAll(/\{\{.*?\}\}/gs, '{…}')

const byType: Readonly<Record<string, (parameters: Parameters) => string>> = {
  http_request: (p) => `${text(p['method']) || text(p['requestMethod']) || 'GET'} ${plain(p['url']).replace(/^https?:\/\//, '')}`,
  webhook: (p) => `Webhook · ${text(p['httpMethod']) || 'GET'} ${plain(p['path'])}`,
  code: (p) => (text(p['language']) === 'python' ? 'Python' : 'JavaScript'),
  wait: (p) => (p['amount'] === undefined ? '' : `${plain(p['amount'])} ${text(p['unit']) || 'hours'}`),
  limit: (p) => `${plain(p['maxItems']) || '1'} items at most`,
  set: (p) => (text(p['mode']) === 'raw' ? 'JSON' : fields(p)),
  sort: (p) =>
    listOf(recordOf(p['sortFieldsUi'])['sortField'])
      .map((one) => plain(recordOf(one)['fieldName']))
      .join(', '),
  split_out: (p) => plain(p['fieldToSplitOut']),
  merge: (p) => plain(p['mode']),
  stop_and_error: (p) => plain(p['errorMessage']),
  if: condition,
  filter: condition,
}

function fields(p: Parameters): string {
  const assignments = listOf(recordOf(p['assignments'])['assignments']).map((one) => plain(recordOf(one)['name']))
  const old = Object.values(recordOf(p['values'])).flatMap((list) => listOf(list).map((one) => plain(recordOf(one)['name'])))
  const names = [...assignments, ...old].filter((name) => name !== '')
  return names.join(', ')
}

const operations: Readonly<Record<string, string>> = {
  equals: '=',
  notEquals: '≠',
  gt: '>',
  gte: '≥',
  lt: '<',
  lte: '≤',
  larger: '>',
  smaller: '<',
  exists: 'exists',
  notExists: 'is missing',
  contains: 'contains',
  true: 'is true',
  false: 'is false',
}

function condition(p: Parameters): string {
  const [first, ...others] = listOf(recordOf(p['conditions'])['conditions']).map(recordOf)
  if (first === undefined) return ''
  const operation = text(recordOf(first['operator'])['operation'])
  const line = [plain(first['leftValue']), operations[operation] ?? operation, plain(first['rightValue'])]
    .filter((part) => part !== '')
    .join(' ')
  return others.length === 0 ? line : `${line} +${others.length}`
}

/** One line that says what a node does with its values, not what it is. */
export function subtitle(node: WorkflowNode, kind: NodeKind | undefined): string {
  const own = byType[node.type]?.(node.parameters).trim() ?? ''
  if (own !== '') return own.replaceAll(/\s+/g, ' ').slice(0, charsMax)
  const operation = [text(node.parameters['operation']), text(node.parameters['resource'])]
    .filter((part) => part !== '' && !part.startsWith('='))
    .join(' ')
  if (operation !== '') return operation.slice(0, charsMax)
  return kind === undefined ? typeName(node.type) : kind.title === node.name ? kind.description.slice(0, charsMax) : kind.title
}

/** `n8n-nodes-base.googleSheets` reads as `googleSheets`. */
export const typeName = (type: string): string => type.split('.').at(-1) ?? type
