import { resolveParameter } from './resolve.ts'
import { ExpressionScope, ScopeSource, type Evaluator } from './scope/scope.ts'
import { compileTemplate } from './template.ts'
import type { RunView } from './view.ts'

/** Evaluates a text as a parameter would be: `={{ $json.a }}`. The leading `=` may be missing. */
export function evaluate(text: string, scope: ExpressionScope, names?: Readonly<Record<string, unknown>>): unknown {
  const within = names === undefined ? scope : new ExpressionScope(scope.source, scope.itemIndex, { ...scope.extra, ...names })
  return compileTemplate(text.startsWith('=') ? text.slice(1) : text).evaluate(within)
}

const evaluator: Evaluator = { evaluate: (text, scope) => evaluate(text, scope), resolve: resolveParameter }

/** What the expressions of one node execution see. */
export function createScope(view: RunView): ScopeSource {
  return new ScopeSource(view, evaluator)
}
