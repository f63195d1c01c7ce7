import type { Document } from 'mongodb'
import type { Finding } from '../target.ts'
import { isPlain, within } from './operation/check-values.ts'
import type { ChangePart, Find, Operation, Schema } from './operation/operation.ts'
import { stagesOf } from './operation/pipeline.ts'

/** What the text alone shows. */
export function findingsOf(operation: Operation, line: number | null): Finding[] {
  const say: Say = (rule, severity, text, hint) => ({ rule, severity, text, ...(hint === undefined ? {} : { hint }), line })
  switch (operation.kind) {
    case 'find':
      return findFindings(operation, say)
    case 'count':
    case 'distinct':
      return regexFindings(operation.filter, say)
    case 'aggregate':
      return stagesOf(operation.pipeline).flatMap(({ name, value }) => {
        if (name === '$skip') return [skipFinding('$skip reads documents and throws them away.', say)]
        return name === '$match' ? regexFindings(value, say) : []
      })
    case 'change':
      return operation.parts.flatMap((part) => changeFindings(part, operation.collection, say))
    case 'schema':
      return schemaFindings(operation, say)
    case 'estimated_count':
    case 'indexes':
      break
  }
  return []
}

type Say = (rule: string, severity: Finding['severity'], text: string, hint?: string) => Finding

const isEmpty = (filter: Document): boolean => Object.keys(filter).length === 0

const skipFinding = (text: string, say: Say): Finding =>
  say('skip_paging', 'note', text, 'Page by a condition on the last value seen.')

function findFindings(find: Find, say: Say): Finding[] {
  const findings = regexFindings(find.filter, say)
  if (find.limit === 0 && isEmpty(find.filter))
    findings.push(
      say('unbounded_find', 'note', `Every document of ${find.collection} is asked for.`, 'Give a condition or limit(…).'),
    )
  if (find.skip > 0) findings.push(skipFinding(`skip reads ${find.skip} documents and throws them away.`, say))
  if (find.sort !== undefined && !('_id' in find.sort))
    findings.push(
      say(
        'open_order',
        'note',
        'Documents that are equal in the order come in any order.',
        'Add _id as the last key of the sort.',
      ),
    )
  return findings
}

function schemaFindings({ collection, act }: Schema, say: Say): Finding[] {
  if (act.kind === 'drop')
    return [say('drop', 'warning', `${collection} and everything in it is deleted. It cannot be undone here.`)]
  if (act.kind !== 'create_index') return []
  return [say('index_build', 'note', `Building an index reads all of ${collection} and takes part of the server while it does.`)]
}

function changeFindings(part: ChangePart, collection: string, say: Say): Finding[] {
  if (part.kind === 'insert') return []
  const verb = part.kind === 'delete' ? 'deletes' : 'changes'
  const findings = regexFindings(part.filter, say)
  if (part.isMany && isEmpty(part.filter))
    findings.push(say('missing_filter', 'error', `This ${verb} every document of ${collection}.`, 'Give a condition.'))
  else if (part.isMany) findings.push(say('multi_change', 'note', `This ${verb} every document that meets the condition.`))
  else if (isEmpty(part.filter))
    findings.push(
      say(
        'missing_filter',
        'warning',
        `This ${verb} some document of ${collection}, and nobody can say which.`,
        'Give a condition.',
      ),
    )
  return findings
}

/** Only a beginning that is fixed can be looked up in an index. */
function regexFindings(filter: unknown, say: Say): Finding[] {
  const sources = [...within(filter)].flatMap(({ value }) => {
    if (value instanceof RegExp) return [{ source: value.source, flags: value.flags }]
    if (isPlain(value) && '$regex' in value) {
      const regex = value['$regex'] as unknown
      const source = regex instanceof RegExp ? regex.source : String((regex as { pattern?: unknown }).pattern ?? regex)
      return [{ source, flags: String(value['$options'] ?? '') }]
    }
    return []
  })
  return sources
    .filter(({ source, flags }) => !source.startsWith('^') || flags.includes('i'))
    .map(({ source }) =>
      say(
        'open_regex',
        'warning',
        `/${source.slice(0, 60)}/ can begin anywhere, so every value is read.`,
        'Begin it with ^, and without the option i.',
      ),
    )
}
