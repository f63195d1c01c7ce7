import { BoundsError, runBounded } from '#base/bounded-process'
import { TargetError } from '../target.ts'
import type { ParseAnswer, ParsedStatement } from './parse-task.ts'

const task = new URL('./parse-task.ts', import.meta.url)
const bytesMax = 512 * 1024
/** PostgreSQL counts nested comments in a time that grows with their square. */
const commentsMax = 2_000
const timeoutMs = 10_000

export type ParsedSql = { readonly statements: readonly ParsedStatement[]; readonly fingerprint: string }

/** The statements of a text, as PostgreSQL itself would read them. Refuses what is no SQL, or too much of it. */
export async function parseSql(text: string): Promise<ParsedSql> {
  const bytes = Buffer.byteLength(text)
  if (bytes > bytesMax)
    throw new TargetError('too_long', `The text is ${Math.ceil(bytes / 1024)} KiB long; at most ${bytesMax / 1024} KiB are read.`)
  if (text.includes('\0') || !text.isWellFormed())
    throw new TargetError(
      'invalid_text',
      'The text holds a character that PostgreSQL does not take (a zero byte or half a character).',
    )
  if (text.split('/*').length > commentsMax)
    throw new TargetError('too_complex', `The text opens more than ${commentsMax} comments and is not read.`)

  if (text.trim() === '') throw new TargetError('empty', 'There is no statement in the text.')

  const answer = await runBounded<ParseAnswer>(task, text, { timeoutMs }).catch((error: unknown) => {
    if (!(error instanceof BoundsError)) throw error
    throw new TargetError('too_complex', 'The text is nested too deeply or is too large to be checked, so it is refused.', {
      cause: error,
    })
  })
  if ('problem' in answer) throw new TargetError('syntax', explainSyntax(text, answer))
  if (answer.statements.length === 0) throw new TargetError('empty', 'There is no statement in the text.')
  return answer
}

function explainSyntax(text: string, { problem, line }: { problem: string; line: number }): string {
  const command = /^\s*(\\\S{1,20})/m.exec(text)?.[1]
  if (command !== undefined && problem.includes('\\'))
    return `${command} is a command of the program psql, not of PostgreSQL; only SQL is taken here.`
  if (problem.startsWith('memory exhausted'))
    return 'The text is nested too deeply or is too large to be checked, so it is refused.'
  return `PostgreSQL cannot read the text: ${problem} (line ${line}).`
}
