import type { Document } from 'mongodb'
import type { Finding } from '../target.ts'
import { isPlain, within } from './operation/check-values.ts'
import type { ChangePart, Operation } from './operation/operation.ts'
import { stagesOf } from './operation/pipeline.ts'

/** What the text alone shows. */
export function findingsOf(operation: Operation, line: number | null): Finding[] {
  const say = (rule: string, severity: Finding['severity'], text: string, hint?: string): Finding => ({
    rule,
    severity,
    text,
    ...(hint === undefined ? {} : { hint }),
    line,
  })
  switch (operation.kind) {
    case 'find':
      return [
        ...(operation.limit === 0 && isEmpty(operation.filter)
          ? [
              say(
                'unbounded_find',
                'note',
                `Every document of ${operation.collection} is asked for.`,
                'Give a condition or limit(…).',
              ),
            ]
          : []),
        ...(operation.skip > 0
          ? [
              say(
                'skip_paging',
                'note',
                `skip reads ${operation.skip} documents and throws them away.`,
                'Page by a condition on the last value seen.',
              ),
            ]
          : []),
        ...(operation.sort !== undefined && !('_id' in operation.sort)
          ? [
              say(
                'open_order',
                'note',
                'Documents that are equal in the order come in any order.',
                'Add _id as the last key of the sort.',
              ),
            ]
          : []),
        ...regexFindings(operation.filter, say),
      ]
    case 'count':
    case 'distinct':
      return regexFindings(operation.filter, say)
    case 'aggregate':
      return stagesOf(operation.pipeline).flatMap(({ name, value }) => {
        if (name === '$skip')
          return [
            say(
              'skip_paging',
              'note',
              '$skip reads documents and throws them away.',
              'Page by a condition on the last value seen.',
            ),
          ]
        return name === '$match' ? regexFindings(value, say) : []
      })
    case 'change':
      return operation.parts.flatMap((part) => changeFindings(part, operation.collection, say))
    case 'schema':
      if (operation.act.kind === 'drop')
        return [say('drop', 'warning', `${operation.collection} and everything in it is deleted. It cannot be undone here.`)]
      if (operation.act.kind === 'create_index')
        return [
          say(
            'index_build',
            'note',
            `Building an index reads all of ${operation.collection} and takes part of the server while it does.`,
          ),
        ]
      return []
    case 'estimated_count':
    case 'indexes':
      return []
  }
}

type Say = (rule: string, severity: Finding['severity'], text: string, hint?: string) => Finding

const isEmpty = (filter: Document): boolean => Object.keys(filter).length === 0

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
