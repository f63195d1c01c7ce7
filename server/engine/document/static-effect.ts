import { type EffectClass, strongestEffect } from '@steward/contract/effect'
import type { WorkflowNode } from '@steward/contract/workflow'
import type { NodeDefinition, NodeView, ParameterReader } from '@steward/sdk/node'
import { nodeViewOf } from '#engine/core'
import { isExpression, rawAt } from './raw-parameter.ts'

/** Values that tell effect classes apart and that a schema may not list: HTTP methods, and verbs of services. */
const commonValues = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'get', 'create', 'update', 'delete', 'send', 'execute']

const candidatesMax = 64

/**
 * The class a node would have, read from the document alone. Where a parameter
 * that decides is an expression, the strongest class that any of its values
 * gives: a risk sheet may be too strict, never too kind.
 */
export function staticEffect(node: WorkflowNode, definition: NodeDefinition): EffectClass {
  const own = ownEffect(node, definition)
  const said = node.settings.effect?.class
  return said === undefined ? own : strongestEffect([own, said])
}

function ownEffect(node: WorkflowNode, definition: NodeDefinition): EffectClass {
  const { effect } = definition
  if (typeof effect === 'string') return effect
  const view = nodeViewOf(node)
  const open = new Set<string>()
  const classes = [attempt(effect, reader(view, undefined, open))]
  if (open.size > 0) {
    const candidates = [...new Set([...literalsOf(definition.parameters), ...commonValues])].slice(0, candidatesMax)
    for (const candidate of candidates) classes.push(attempt(effect, reader(view, candidate, open)))
  }
  const known = classes.filter((one) => one !== undefined)
  return known.length === 0 ? 'write' : strongestEffect(known)
}

function attempt(
  effect: (reader: ParameterReader, itemIndex: number) => EffectClass,
  from: ParameterReader,
): EffectClass | undefined {
  try {
    return effect(from, 0)
  } catch {
    return undefined
  }
}

/** Answers with raw parameters; an expression is answered with the candidate, and remembered in `open`. */
function reader(node: NodeView, candidate: unknown, open: Set<string>): ParameterReader {
  return {
    node,
    param<T>(path: string, _itemIndex?: number, fallback?: T): T {
      const value = rawAt(node.parameters, path)
      if (value === undefined) return fallback as T
      if (isExpression(value)) {
        open.add(path)
        return (candidate ?? fallback) as T
      }
      return (typeof value === 'string' && value.startsWith('=') ? value.slice(1) : value) as T
    },
  }
}

/** Every text that a schema names as a possible value, wherever it stands. */
function literalsOf(schema: unknown, depth = 0): string[] {
  if (typeof schema !== 'object' || schema === null || depth > 12) return []
  const own = [(schema as { const?: unknown }).const, ...listOf((schema as { enum?: unknown }).enum)].filter(
    (one) => typeof one === 'string',
  )
  return [...own, ...Object.values(schema).flatMap((inner: unknown) => literalsOf(inner, depth + 1))]
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : []
}
