import type { Item, JsonObject } from '@steward/contract/item'
import type { WorkflowDocument, WorkflowNode } from '@steward/contract/workflow'
import type { OtherNode, PastExecution, RunView, SourceRef } from '#engine/expression'
import type { NodeRecord } from '#engine/core'
import type { Recorded } from './recorded.ts'

type Drawn = Pick<RunView, 'inputs' | 'sources' | 'runIndex' | 'node'> & {
  /** The nearest node before it that has given nothing yet, where it has no items. */
  readonly waitsFor: string | undefined
}

/**
 * What a node sees when the document is as it is drawn now and its nodes have given what an execution has recorded.
 * Pinned items stand in for what their node gave; nodes that were renamed since are found by their ids.
 */
export function drawnView(document: WorkflowDocument, node: WorkflowNode, more: Past): Drawn {
  return new DrawnView(document, more).of(node, more.runIndex)
}

type Past = { readonly recorded: Recorded | undefined; readonly runIndex?: number | undefined }
type Ref = { readonly node: WorkflowNode; readonly output: number }

class DrawnView {
  private readonly byId: ReadonlyMap<string, WorkflowNode>
  private readonly byName: ReadonlyMap<string, WorkflowNode>
  private readonly made = new Map<string, OtherNode>()
  private readonly document: WorkflowDocument
  private readonly recorded: Recorded | undefined

  constructor(document: WorkflowDocument, { recorded }: Past) {
    this.document = document
    this.recorded = recorded
    this.byId = new Map(document.nodes.map((one) => [one.id, one]))
    this.byName = new Map(document.nodes.map((one) => [one.name, one]))
  }

  of(node: WorkflowNode, runIndex: number | undefined): Drawn {
    const records = this.recordsOf(node.id)
    const record = runIndex === undefined ? records.at(-1) : records[runIndex]
    const kept = record === undefined ? undefined : this.stillSo(node, record)
    const { inputs, sources, waitsFor } = kept ?? this.derived(node, runIndex)
    return {
      inputs: node.settings.executeOnce === true ? inputs.map((items) => items.slice(0, 1)) : inputs,
      sources,
      waitsFor,
      runIndex: record?.runIndex ?? records.length,
      node: (name) => this.otherNode(name),
    }
  }

  /** What came in as recorded, where the edges still lead here and nothing before it is pinned. */
  private stillSo(node: WorkflowNode, { inputs, sources }: NodeRecord) {
    const now = sources.map((source) => this.renamed(source))
    const isSame = sources.every((source, input) => {
      const from = now[input]
      if (source === null) return true
      if (from === null || from === undefined || this.pinsOf(from.node) !== undefined) return false
      return this.into(node.id, input).some((ref) => ref.node.name === from.node && ref.output === from.output)
    })
    if (!isSame || inputs.length === 0) return undefined
    return { inputs: inputs.map((items) => items ?? []), sources: now, waitsFor: undefined }
  }

  /** What would come in: of each input, what the first node gives that leads there and has given something. */
  private derived(node: WorkflowNode, runIndex: number | undefined) {
    const count = Math.max(0, ...this.document.edges.filter(({ to }) => to.node === node.id).map(({ to }) => to.input + 1))
    const inputs: (readonly Item[])[] = []
    const sources: (SourceRef | null)[] = []
    let waitsFor: string | undefined
    for (let input = 0; input < count; input++) {
      const given = this.into(node.id, input).map((ref) => this.given(ref, runIndex))
      const taken = given.find(({ items }) => items !== undefined && items.length > 0) ?? given.find(({ items }) => items)
      inputs.push(taken?.items ?? [])
      sources.push(taken?.items === undefined ? null : taken.source)
      waitsFor ??= taken?.items === undefined ? given[0]?.source.node : undefined
    }
    return { inputs, sources, waitsFor }
  }

  private given({ node, output }: Ref, runIndex: number | undefined) {
    const { runs } = this.otherNode(node.name) ?? { runs: [] }
    const run = runIndex !== undefined && runIndex < runs.length ? runIndex : runs.length - 1
    const past = runs[run]
    return { items: past === undefined ? undefined : (past.outputs[output] ?? []), source: { node: node.name, output, run } }
  }

  private into(nodeId: string, input: number): Ref[] {
    return this.document.edges.flatMap(({ from, to, kind }) => {
      const node = this.byId.get(from.node)
      const isHere = kind === 'main' && to.node === nodeId && to.input === input
      return isHere && node !== undefined ? [{ node, output: from.output }] : []
    })
  }

  private otherNode(name: string): OtherNode | undefined {
    const known = this.made.get(name)
    if (known !== undefined) return known
    const node = this.byName.get(name)
    if (node === undefined) return undefined
    const records = this.recordsOf(node.id)
    const other: OtherNode = {
      name,
      type: node.type,
      parameters: node.parameters as JsonObject,
      runs: this.runsOf(node, records),
      memory: records.findLast((record) => record.memory !== undefined)?.memory ?? {},
    }
    this.made.set(name, other)
    return other
  }

  private runsOf(node: WorkflowNode, records: readonly NodeRecord[]): readonly PastExecution[] {
    const pins = this.pinsOf(node.name)
    const past = records.map(({ outputs, sources }) => ({ outputs, sources: sources.map((one) => this.renamed(one)) }))
    if (pins === undefined) return past
    // As often as it was executed, so that what follows from each of its executions finds it.
    return past.length === 0 ? [{ outputs: [pins], sources: [] }] : past.map(({ sources }) => ({ outputs: [pins], sources }))
  }

  private pinsOf(name: string): readonly Item[] | undefined {
    const { pins } = this.document
    return pins !== undefined && Object.hasOwn(pins, name) ? (pins[name] as readonly Item[]) : undefined
  }

  private recordsOf(nodeId: string): readonly NodeRecord[] {
    const index = this.recorded?.plan.byId.get(nodeId)?.index
    return index === undefined ? [] : (this.recorded?.runs[index] ?? [])
  }

  private renamed(source: SourceRef | null): SourceRef | null {
    if (source === null) return null
    const id = this.recorded?.plan.byName.get(source.node)?.node.id
    const name = id === undefined ? undefined : this.byId.get(id)?.name
    return name === undefined ? null : { ...source, node: name }
  }
}
