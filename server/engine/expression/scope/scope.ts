import type { Item, JsonObject } from '@steward/contract/item'
import { budget } from '../budget.ts'
import { copyData } from '../copy.ts'
import { ExpressionError } from '../error.ts'
import type { RunView } from '../view.ts'
import type { Host } from './host.ts'
import { hostOfNode } from './node-host.ts'

/** Evaluating from within an expression, as `$evaluateExpression` and `$parameter` do. */
export type Evaluator = {
  readonly evaluate: (text: string, scope: ExpressionScope) => unknown
  readonly resolve: (value: unknown, scope: ExpressionScope) => unknown
}

/** What expressions of one node execution share. Cheap to make; `at(itemIndex)` is cheaper still. */
export class ScopeSource {
  readonly view: RunView
  readonly evaluator: Evaluator

  constructor(view: RunView, evaluator: Evaluator) {
    this.view = view
    this.evaluator = evaluator
  }

  at(itemIndex: number, extra?: Readonly<Record<string, unknown>>): ExpressionScope {
    return new ExpressionScope(this, itemIndex, extra)
  }
}

/** What an expression sees for one item. */
export class ExpressionScope {
  readonly source: ScopeSource
  readonly view: RunView
  readonly itemIndex: number
  /** Names of this evaluation alone, such as `$response`. */
  readonly extra: Readonly<Record<string, unknown>> | undefined
  /** Memory of the name `$parameter`, against parameters that ask for themselves. */
  depth = 0
  #nodes: Map<string, Host> | undefined

  constructor(source: ScopeSource, itemIndex: number, extra?: Readonly<Record<string, unknown>>) {
    this.source = source
    this.view = source.view
    this.itemIndex = itemIndex
    this.extra = extra
  }

  /** Data of the engine on its way into an expression: itself, or a copy when the expression changes things. */
  give<T>(value: T): T {
    return budget.copies === undefined ? value : (copyData(value, budget.copies) as T)
  }

  get item(): Item {
    const item = this.view.inputs[0]?.[this.itemIndex]
    if (item === undefined) throw this.noItem()
    return item
  }

  get json(): JsonObject {
    const { json } = this.item
    return budget.copies === undefined ? json : this.give(json)
  }

  otherNode(name: string): Host {
    const known = this.#nodes?.get(name)
    if (known !== undefined) return known
    const made = hostOfNode(this, name)
    this.#nodes ??= new Map()
    this.#nodes.set(name, made)
    return made
  }

  noItem(): ExpressionError {
    const count = this.view.inputs[0]?.length ?? 0
    if (count === 0) {
      return new ExpressionError(`Node "${this.view.nodeName}" has no input data here`, {
        description: 'The nodes before it have not been executed, or gave no items.',
        itemIndex: this.itemIndex,
        missing: { reason: 'no_input', node: this.view.nodeName },
      })
    }
    return new ExpressionError(
      `"${this.view.nodeName}" has ${count} input item(s), but the expression asks for item ${this.itemIndex} (counted from 0)`,
      { itemIndex: this.itemIndex, missing: { reason: 'no_item', node: this.view.nodeName } },
    )
  }
}
