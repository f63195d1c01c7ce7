import type { WorkflowDocument, WorkflowEdge, WorkflowNode } from './workflow.ts'

/**
 * One property of a document that is set, or removed where `value` is absent. The first name of the path is a property of
 * the document; below `nodes` and `groups` follows an id, below `edges` the key of the edge (`edgeKey`), below `pins` the
 * name of a node, and then the names of properties. A list is set as a whole. Of two people who set the same property the
 * later one wins; of different properties nothing is lost.
 */
export type DocumentOp = {
  readonly path: readonly string[]
  readonly value?: unknown
  /** Where a node, edge or group that comes new (back) stands in its list; at the end without it. */
  readonly at?: number
}

type Named = Readonly<Record<string, unknown>>

/** The lists of a document whose members are known by a key. */
const listed = {
  nodes: (one: unknown) => (one as WorkflowNode).id,
  edges: (one: unknown) => edgeKey(one as WorkflowEdge),
  groups: (one: unknown) => (one as { id: string }).id,
} as const
type ListName = keyof typeof listed
const keyParts: Readonly<Record<ListName, readonly string[]>> = { nodes: ['id'], edges: ['from', 'to', 'kind'], groups: ['id'] }
const listNames = Object.keys(listed) as ListName[]
const isListName = (name: string): name is ListName => Object.hasOwn(listed, name)

/** Properties of the document that are set one by one; everything else of it is its author's and not edited. */
const wholeNames = ['name', 'description'] as const
const treeNames = ['settings', 'pins'] as const

/** No object that is sent may reach what objects inherit. */
const forbidden: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

const edgeKeys = new WeakMap<object, string>()

/** What an edge is known by: the same ends are the same edge. */
export function edgeKey(edge: WorkflowEdge): string {
  const known = edgeKeys.get(edge)
  if (known !== undefined) return known
  const { from, to, kind } = edge
  // Half a surrogate pair cannot be encoded.
  const key = [from.node, from.output, kind, to.node, to.input]
    .map((part) => encodeURIComponent(String(part).toWellFormed()))
    .join(' ')
  edgeKeys.set(edge, key)
  return key
}

/** Why an op is none; undefined where it is one. What it sets is checked with the whole document. */
export function opProblem({ path, value }: DocumentOp): string | undefined {
  const [first = ''] = path
  if (path.some((name) => forbidden.has(name))) return `"${path.join('.')}" is not a property of a document.`
  const isRemoved = value === undefined
  if (isListName(first) ? path.length >= 2 : (treeNames as readonly string[]).includes(first) && path.length >= 2)
    return undefined
  if (first === 'description' && path.length === 1) return undefined
  if (first === 'name' && path.length === 1 && !isRemoved) return undefined
  return `"${path.join('.')}" is not a property that is set.`
}

/**
 * The document after the ops, in their order. An op that no longer fits (its node is gone) does nothing, and what hangs in
 * the air afterwards is taken away: every replica that applies the same ops in the same order has the same document.
 */
export function applyOps(document: WorkflowDocument, ops: readonly DocumentOp[]): WorkflowDocument {
  const lists = new Map<ListName, KeyedList>()
  const own = new Set<object>()
  const listOfName = (name: ListName) => {
    const list = lists.get(name) ?? new KeyedList(name, listOf(document, name))
    lists.set(name, list)
    return list
  }
  let after = document
  for (const op of ops) {
    if (opProblem(op) !== undefined) continue
    const [first = ''] = op.path
    if (isListName(first)) setInList(listOfName(first), op, own)
    else after = setInTree(after, op, own)
  }
  for (const [name, list] of lists) after = withList(after, name, list.items)
  return after === document ? document : repair(after)
}

function setInTree(document: WorkflowDocument, { path, value }: DocumentOp, own: Set<object>): WorkflowDocument {
  const set = setIn(document as unknown as Named, path, { value, own })
  return set === undefined ? document : withoutEmptyPins(set as unknown as WorkflowDocument)
}

const listOf = (document: WorkflowDocument, name: ListName): readonly unknown[] => document[name] ?? []

function withList(document: WorkflowDocument, name: ListName, list: readonly unknown[]): WorkflowDocument {
  if (list === listOf(document, name)) return document
  const { groups: _groups, ...others } = document
  return name === 'groups' && list.length === 0 ? others : ({ ...document, [name]: list } as WorkflowDocument)
}

/** A list whose members are found by key, so that thousands of ops in a long list take no longer than they must. */
class KeyedList {
  readonly name: ListName
  items: readonly unknown[]
  private own: unknown[] | undefined
  private byKey: Map<string, unknown> | undefined

  constructor(name: ListName, items: readonly unknown[]) {
    this.name = name
    this.items = items
  }

  find(key: string): unknown {
    this.byKey ??= this.index()
    return this.byKey.get(key)
  }

  add(key: string, value: unknown, at: number | undefined): void {
    const own = this.write()
    if (at === undefined || at >= own.length) own.push(value)
    else own.splice(at, 0, value)
    this.byKey?.set(key, value)
  }

  replace(key: string, old: unknown, value: unknown): void {
    const own = this.write()
    own[own.indexOf(old)] = value
    this.byKey?.set(key, value)
  }

  remove(key: string, old: unknown): void {
    const own = this.write()
    own.splice(own.indexOf(old), 1)
    // Of two with one key, which only an old document has, the other one is found from now on.
    if (this.byKey?.size === own.length + 1) this.byKey.delete(key)
    else this.byKey = undefined
  }

  private index(): Map<string, unknown> {
    const keyOf = listed[this.name]
    const byKey = new Map<string, unknown>()
    for (const one of this.items) if (!byKey.has(keyOf(one))) byKey.set(keyOf(one), one)
    return byKey
  }

  private write(): unknown[] {
    this.own ??= [...this.items]
    this.items = this.own
    return this.own
  }
}

function setInList(list: KeyedList, { path, value, at }: DocumentOp, own: Set<object>): void {
  const keyOf = listed[list.name]
  const [, key = '', ...rest] = path
  const old = list.find(key)
  if (rest.length > 0) {
    // What its key is made of is what others name it by.
    if (old === undefined || keyParts[list.name].includes(rest[0] ?? '')) return
    const set = setIn(old as Named, rest, { value, own })
    if (set !== undefined && set !== old) list.replace(key, old, set)
  } else if (value === undefined) {
    if (old !== undefined) list.remove(key, old)
  } else if (typeof value === 'object' && value !== null && isKeyed(list.name, value) && keyOf(value) === key) {
    if (old === undefined) list.add(key, value, at)
    else list.replace(key, old, value)
  }
}

/** Whether it has what its key is made of; the rest of its form is checked with the document. */
function isKeyed(name: ListName, value: object): boolean {
  if (name !== 'edges') return typeof (value as { id?: unknown }).id === 'string'
  const { from, to } = value as { from?: unknown; to?: unknown }
  return typeof from === 'object' && from !== null && typeof to === 'object' && to !== null
}

/**
 * Undefined where something other than an object stands on the way. What was copied for these ops already is `own` and set
 * in place: to copy an object with thousands of properties for each of them would take minutes.
 */
function setIn(into: Named, path: readonly string[], { value, own }: { value: unknown; own: Set<object> }): Named | undefined {
  const [name = '', ...rest] = path
  let set = value
  if (rest.length > 0) {
    const inner = into[name]
    if (inner !== undefined && !isTree(inner)) return undefined
    set = setIn(inner ?? {}, rest, { value, own })
    if (set === undefined) return undefined
  }
  const copy: Record<string, unknown> = own.has(into) ? into : { ...into }
  own.add(copy)
  if (set === undefined) delete copy[name]
  else copy[name] = set
  return copy
}

function withoutEmptyPins(document: WorkflowDocument): WorkflowDocument {
  const { pins, ...others } = document
  return pins !== undefined && Object.keys(pins).length === 0 ? others : document
}

/** Takes away edges, groups and pins of nodes that are gone, and gives the later of two nodes with one name another one. */
function repair(document: WorkflowDocument): WorkflowDocument {
  const ids = new Set(document.nodes.map(({ id }) => id))
  const nodes = withOwnNames(document.nodes)
  const names = new Set(nodes.map(({ name }) => name))
  const edges = document.edges.filter(({ from, to }) => ids.has(from.node) && ids.has(to.node))
  const { groups: _groups, pins: _pins, ...others } = document
  const groups = (document.groups ?? []).flatMap((group) => {
    // What has another form than it should is left to whoever checks the document.
    if (!Array.isArray(group.nodes)) return [group]
    const members = group.nodes.filter((id) => ids.has(id))
    return members.length === 0 ? [] : [members.length === group.nodes.length ? group : { ...group, nodes: members }]
  })
  const pins = Object.entries(document.pins ?? {}).filter(([name]) => names.has(name))
  return {
    ...others,
    nodes,
    edges: edges.length === document.edges.length ? document.edges : edges,
    ...(groups.length === 0 ? {} : { groups }),
    ...(pins.length === 0 ? {} : { pins: Object.fromEntries(pins) }),
  }
}

function withOwnNames(nodes: WorkflowDocument['nodes']): WorkflowDocument['nodes'] {
  const taken = new Set<string>()
  let isChanged = false
  const named = nodes.map((node) => {
    if (typeof node.name !== 'string') return node
    const name = taken.has(node.name) ? freeName(node.name, taken) : node.name
    taken.add(name)
    if (name === node.name) return node
    isChanged = true
    return { ...node, name }
  })
  return isChanged ? named : nodes
}

/** A name that nobody has: `Wait`, `Wait1`, `Wait2`. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted
  const stem = wanted.replace(/\d+$/, '').slice(0, 240) || wanted.slice(0, 240)
  for (let number = 1; ; number += 1) if (!taken.has(`${stem}${number}`)) return `${stem}${number}`
}

/** The fewest ops that make the second document of the first one; none where both are alike. */
export function opsBetween(before: WorkflowDocument, after: WorkflowDocument): DocumentOp[] {
  if (before === after) return []
  return [
    ...wholeNames.flatMap((name) => valueOps([name], before[name], after[name])),
    ...listNames.flatMap((name) => listOps(name, listOf(before, name), listOf(after, name))),
    ...treeNames.flatMap((name) => treeOps([name], before[name] ?? {}, after[name] ?? {})),
  ]
}

/** What goes is taken away before anything comes, so that a name is free when it is given anew. */
function listOps(name: ListName, before: readonly unknown[], after: readonly unknown[]): DocumentOp[] {
  if (before === after) return []
  const keyOf = listed[name]
  const [old, now] = [new Map(before.map((one) => [keyOf(one), one])), new Map(after.map((one) => [keyOf(one), one]))]
  const gone = [...old.keys()].filter((key) => !now.has(key)).map((key): DocumentOp => ({ path: [name, key] }))
  const other = [...now].flatMap(([key, value]): DocumentOp[] =>
    old.has(key) ? treeOps([name, key], old.get(key) as Named, value as Named) : [],
  )
  const come = after.flatMap((value, at): DocumentOp[] =>
    old.has(keyOf(value)) ? [] : [{ path: [name, keyOf(value)], value, ...(at === after.length - 1 ? {} : { at }) }],
  )
  return [...gone, ...other, ...come]
}

function treeOps(path: readonly string[], before: Named, after: Named): DocumentOp[] {
  if (before === after) return []
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) =>
    valueOps([...path, name], before[name], after[name]),
  )
}

function valueOps(path: readonly string[], before: unknown, after: unknown): DocumentOp[] {
  if (isAlike(before, after)) return []
  if (isTree(before) && isTree(after)) return treeOps(path, before, after)
  return [after === undefined ? { path } : { path, value: after }]
}

const isTree = (value: unknown): value is Named => typeof value === 'object' && value !== null && !Array.isArray(value)

function isAlike(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, index) => isAlike(one, b[index]))
  if (!isTree(a) || !isTree(b)) return false
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...names].every((name) => isAlike(a[name], b[name]))
}
