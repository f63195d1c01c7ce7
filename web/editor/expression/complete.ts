import type { ExpressionName, PreviewResult } from '@steward/contract/api/preview'
import type { Completion, CompletionContext, CompletionResult, CompletionSource } from '@codemirror/autocomplete'
import type { EditorView } from '@codemirror/view'
import { cell, typeOf } from '../model/item-views.ts'
import { infoOf } from './completion-info.ts'
import { operandAtEnd } from './operand.ts'
import { nodeText, pathText } from './path-text.ts'

/** What completion asks of the page around the field. */
export type CompletionTools = {
  readonly names: () => Promise<readonly ExpressionName[]>
  readonly preview: (text: string) => Promise<PreviewResult | undefined>
  /** Names of the nodes that come before, the nearest first, and of all others. */
  readonly nodes: () => { readonly before: readonly string[]; readonly others: readonly string[] }
}

/** The code that is being written up to the cursor, and where it begins; undefined in plain text. */
export type CodeAt = (context: CompletionContext) => { readonly code: string; readonly from: number } | undefined

const nameEnd = /[\p{L}\p{N}_$]*$/u
const validFor = /^[\p{L}\p{N}_$]*$/u

/** Offers what can follow: fields of the real items with their values, methods of what stands before the dot, nodes, names. */
export function completeExpression(tools: CompletionTools, codeAt: CodeAt): CompletionSource {
  return async (context) => {
    const place = codeAt(context)
    if (place === undefined) return null
    const { code } = place
    const quoted = /\$\(\s*(['"`])([^'"`]*)$/.exec(code)
    if (quoted !== null) return nodeNames(tools, context, { quote: quoted[1] ?? "'", typed: quoted[2] ?? '' })
    const key = /\[\s*(['"])([^'"\]]*)$/.exec(code)
    if (key !== null)
      return await keysIn(tools, context, { code: code.slice(0, key.index), quote: key[1] ?? '"', typed: key[2] ?? '' })
    const typed = nameEnd.exec(code)?.[0] ?? ''
    const before = code.slice(0, code.length - typed.length)
    const dot = /\?\.$|\.$/.exec(before)
    if (dot !== null) return await members(tools, context, { code: before.slice(0, dot.index), typed, dot: dot[0].length })
    if (typed === '' && !context.explicit && !/\{\{\s*$|^\s*$/.test(before)) return null
    // Within a text of the code nothing is offered.
    if (isInText(before)) return null
    return await names(tools, context, typed)
  }
}

function isInText(code: string): boolean {
  let quote = ''
  for (let at = 0; at < code.length; at++) {
    const sign = code[at] ?? ''
    if (sign === '\\') at++
    else if (quote === '') quote = `'"\``.includes(sign) ? sign : ''
    else if (sign === quote) quote = ''
  }
  return quote !== ''
}

async function names({ names, nodes }: CompletionTools, { pos }: CompletionContext, typed: string): Promise<CompletionResult> {
  const known = (await names()).filter(({ of }) => of === null)
  const options = known.map((name, at): Completion => ({ ...asOption(name), boost: 50 - name.rank * 40 - at / 100 }))
  const earlier = nodes().before.map((node, at): Completion => ({ label: nodeText(node), type: 'namespace', boost: 20 - at }))
  return { from: pos - typed.length, options: [...options, ...earlier], validFor }
}

type Typed = { readonly quote: string; readonly typed: string }

function nodeNames({ nodes }: CompletionTools, { pos, state }: CompletionContext, { quote, typed }: Typed): CompletionResult {
  const { before, others } = nodes()
  const after = state.sliceDoc(pos, pos + 2)
  const rest = after.startsWith(`${quote})`) ? 2 : after.startsWith(quote) ? 1 : 0
  const escaped = (name: string) => name.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`)
  const option = (name: string, boost: number): Completion => ({
    label: name,
    type: 'namespace',
    boost,
    apply: (view, _completion, from, to) => insert(view, { text: `${escaped(name)}${quote})`, from, to: to + rest }),
  })
  return {
    from: pos - typed.length,
    options: [...before.map((name, at) => option(name, 90 - at)), ...others.map((name) => option(name, -50))],
    validFor: /^[^'"`]*$/,
  }
}

async function keysIn(
  { preview }: CompletionTools,
  { pos, state }: CompletionContext,
  { code, quote, typed }: Typed & { readonly code: string },
): Promise<CompletionResult | null> {
  const operand = operandAtEnd(code)
  const value = operand === undefined ? undefined : valueOf(await preview(`={{ ${operand} }}`))
  if (!isRecord(value)) return null
  const after = state.sliceDoc(pos, pos + 2)
  const rest = after.startsWith(`${quote}]`) ? 2 : after.startsWith(quote) || after.startsWith(']') ? 1 : 0
  const options = Object.entries(value).map(([name, each]): Completion => {
    const text = `${name.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`)}${quote}]`
    return {
      label: name,
      type: 'property',
      detail: cell(each, 40),
      apply: (view, _completion, from, to) => insert(view, { text, from, to: to + rest }),
    }
  })
  return { from: pos - typed.length, options, validFor: /^[^'"]*$/ }
}

type Member = { readonly code: string; readonly typed: string; readonly dot: number }

async function members(tools: CompletionTools, { pos }: CompletionContext, at: Member): Promise<CompletionResult | null> {
  const operand = operandAtEnd(at.code)
  if (operand === undefined) return null
  const [known, result] = await Promise.all([tools.names(), tools.preview(`={{ ${operand} }}`)])
  const type = hostOf(operand) ?? (result !== undefined && 'type' in result ? result.type : undefined)
  const value = valueOf(result)
  const fields = isRecord(value) && hostOf(operand) === undefined ? fieldOptions(value, at.dot) : []
  const methods = known
    .filter(({ of }) => of !== null && of === type)
    .map((name, place): Completion => ({
      ...asOption(name),
      boost: (hostOf(operand) === undefined ? 0 : 60) - name.rank * 20 - place / 10,
    }))
  const others = known.filter(({ of }) => of === type).length === 0 ? extraFields(result, fields) : []
  const options = [...fields, ...methods, ...others]
  return options.length === 0 ? null : { from: pos - at.typed.length, options, validFor }
}

/** Fields in the order in which the item has them, each with the value that it has there. */
function fieldOptions(value: Record<string, unknown>, dot: number): Completion[] {
  return Object.entries(value).map(([name, each], at): Completion => {
    const written = pathText([name])
    const isPlain = written === `.${name}`
    return {
      label: name,
      type: 'property',
      detail: each === undefined ? '' : cell(each, 40),
      boost: 99 - at / 100,
      ...(isPlain
        ? {}
        : { apply: (view, _completion, from, to) => insert(view, { text: written, from: from - (dot === 1 ? 1 : 0), to }) }),
      info: () => infoOf({ signature: name, text: typeOf(each), example: undefined }),
    }
  })
}

function extraFields(result: PreviewResult | undefined, fields: readonly Completion[]): Completion[] {
  const names = result !== undefined && 'fields' in result ? (result.fields ?? []) : []
  return names.filter((name) => !fields.some(({ label }) => label === name)).map((label) => ({ label, type: 'property' }))
}

/** What the engine itself gives is known without asking. */
function hostOf(operand: string): string | undefined {
  if (operand === '$input') return 'input'
  if (operand === '$execution') return 'execution'
  return /^\$\(\s*(['"`])(?:\\.|(?!\1).)*\1\s*\)$/.test(operand) ? 'node' : undefined
}

function asOption({ name, signature, text, example }: ExpressionName): Completion {
  const after = signature.slice(name.length)
  const takes = after.startsWith('(')
  return {
    label: name,
    displayLabel: takes ? `${name}()` : name,
    type: takes ? 'function' : 'variable',
    info: () => infoOf({ signature, text, example: example ?? undefined }),
    ...(takes ? { apply: (view, _completion, from, to) => call(view, { name, from, to, isBare: after === '()' }) } : {}),
  }
}

/** With its parentheses; the cursor stands in them where something belongs there. */
function call(view: EditorView, { name, from, to, isBare }: { name: string; from: number; to: number; isBare: boolean }): void {
  const hasThem = view.state.sliceDoc(to, to + 1) === '('
  const quotes = name === '$' && !hasThem
  const text = hasThem ? name : quotes ? "$('')" : `${name}()`
  const at = from + (quotes ? 3 : name.length + (isBare ? 2 : 1))
  view.dispatch({
    changes: { from, to, insert: text },
    selection: { anchor: at },
    userEvent: 'input.complete',
    scrollIntoView: true,
  })
}

function insert(
  view: EditorView,
  { text, from, to }: { readonly text: string; readonly from: number; readonly to: number },
): void {
  view.dispatch({
    changes: { from, to, insert: text },
    selection: { anchor: from + text.length },
    userEvent: 'input.complete',
    scrollIntoView: true,
  })
}

const valueOf = (result: PreviewResult | undefined) => (result !== undefined && 'value' in result ? result.value : undefined)

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
