import { NodeError } from '@steward/sdk/node'
import type { ExpressionScope } from './scope/scope.ts'
import { compileTemplate, type Template } from './template.ts'

/** A parameter string that starts with `=` is an expression. */
export function isExpression(value: unknown): value is string {
  return typeof value === 'string' && value.charCodeAt(0) === 61
}

/** How to resolve an object or array; undefined where nothing in it is an expression. */
type Plan = { readonly list: boolean; readonly parts: readonly Part[] }
type Part = { readonly key: string; readonly template?: Template; readonly plan?: Plan; readonly value: unknown }

const plans = new WeakMap<object, Plan | null>()

/**
 * A parameter with all expressions in it resolved, however deep. A value without
 * any is returned as it is. Parameters of a node are one object for its whole
 * life, so what has to be resolved is worked out once.
 */
export function resolveParameter(value: unknown, scope: ExpressionScope): unknown {
  if (typeof value === 'string') return isExpression(value) ? compileTemplate(value.slice(1)).evaluate(scope) : value
  if (typeof value !== 'object' || value === null) return value
  const plan = planOf(value)
  return plan === null ? value : carryOut(plan, scope)
}

/** The same, with every expression left as it is written that cannot be resolved. */
export function resolveInPart(value: unknown, scope: ExpressionScope): unknown {
  if (Array.isArray(value)) return value.map((each) => resolveInPart(each, scope))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolveInPart(each, scope)]))
  try {
    return resolveParameter(value, scope)
  } catch {
    return value
  }
}

function planOf(value: object): Plan | null {
  const known = plans.get(value)
  if (known !== undefined) return known
  const parts = Object.entries(value).map(([key, each]: [string, unknown]): Part => {
    if (isExpression(each)) return { key, value: each, template: compileTemplate(each.slice(1)) }
    const plan = typeof each === 'object' && each !== null ? planOf(each) : null
    return plan === null ? { key, value: each } : { key, value: each, plan }
  })
  const dynamic = parts.some((part) => part.template !== undefined || part.plan !== undefined)
  const plan = dynamic ? { list: Array.isArray(value), parts } : null
  plans.set(value, plan)
  return plan
}

function carryOut(plan: Plan, scope: ExpressionScope): unknown {
  if (plan.list) return plan.parts.map((part) => resolvePart(part, scope))
  const made: Record<string, unknown> = {}
  for (const part of plan.parts) if (part.key !== '__proto__') made[part.key] = resolvePart(part, scope)
  return made
}

function resolvePart({ key, template, plan, value }: Part, scope: ExpressionScope): unknown {
  if (template === undefined && plan === undefined) return value
  try {
    return template === undefined ? carryOut(plan as Plan, scope) : template.evaluate(scope)
  } catch (error) {
    // The innermost name begins the path anew: what a text cannot be compiled for is thrown more than once.
    if (error instanceof NodeError) error.parameter = template === undefined ? pathOf(key, error.parameter) : key
    throw error
  }
}

/** Where a failure within a parameter is, seen from the parameter around it. */
export const pathOf = (outer: string, inner: string | undefined): string => (inner === undefined ? outer : `${outer}.${inner}`)
