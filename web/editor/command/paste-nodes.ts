import type { WorkflowEdge } from '@steward/contract/workflow'
import type { Fragment } from '../model/fragment.ts'
import type { Command } from './command.ts'

type More = { readonly edges?: readonly WorkflowEdge[]; readonly name?: 'pasteNodes' | 'duplicateNodes' }

/** Adds nodes that are made for this document (`freshFragment`), and the edges that join them to it. */
export function pasteNodes(fragment: Fragment, { edges = [], name = 'pasteNodes' }: More = {}): Command {
  return {
    name,
    values: { count: fragment.nodes.length },
    apply: (document) => ({
      ...document,
      nodes: [...document.nodes, ...fragment.nodes],
      edges: [...document.edges, ...fragment.edges, ...edges],
      ...(fragment.groups === undefined ? {} : { groups: [...(document.groups ?? []), ...fragment.groups] }),
      ...(fragment.pins === undefined ? {} : { pins: { ...document.pins, ...fragment.pins } }),
    }),
  }
}
