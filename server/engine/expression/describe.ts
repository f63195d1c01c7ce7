import type { ExpressionName } from '@steward/contract/api/preview'
import { bareView } from './bare-view.ts'
import { describeValue } from './describe-value.ts'
import { methodDocs } from './docs/methods.ts'
import { nativeDocs } from './docs/natives.ts'
import type { Docs } from './docs/doc.ts'
import { hostDocs, nameDocs } from './docs/names.ts'
import { createScope, evaluate } from './evaluate.ts'
import { findGlobal, globalNames } from './global/globals.ts'

let made: ExpressionName[] | undefined

/** Everything an editor can offer while an expression is written. What an example gives is what the evaluator says. */
export function describeNames(): readonly ExpressionName[] {
  return (made ??= [
    ...named(null, nameDocs, 0),
    ...globalNames()
      .filter((name) => /^[A-Z]/.test(name) && !Object.hasOwn(nameDocs, name) && isOfUse(name))
      .map((name): ExpressionName => ({ ...bare(name), text: `JavaScript's ${name}` })),
    ...Object.entries(hostDocs).flatMap(([of, docs]) => named(of, docs, 0)),
    ...Object.entries(methodDocs).flatMap(([of, docs]) => named(of, docs, 0)),
    ...Object.entries(nativeDocs).flatMap(([of, docs]) => named(of, docs, 1)),
  ])
}

const scope = createScope(bareView([{ json: {} }])).at(0)

/** Names that lead outside are there, and empty. */
function isOfUse(name: string): boolean {
  const value = findGlobal(name)
  return typeof value === 'function' || (typeof value === 'object' && value !== null && Object.keys(value).length > 0)
}

const bare = (name: string) => ({ name, of: null, signature: name, text: '', example: null, rank: 2 })

/** The order in which they are written down is that in which they are offered. */
function named(of: string | null, docs: Docs, rank: number): ExpressionName[] {
  return Object.entries(docs).map(([name, [after, text, code]]) => ({
    name,
    of,
    signature: `${name}${after}`,
    text,
    example: code === undefined ? null : { code, gives: describeValue(evaluate(`={{ ${code} }}`, scope)).shown },
    rank,
  }))
}
