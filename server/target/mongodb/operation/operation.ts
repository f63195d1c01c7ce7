import type { Document } from 'mongodb'

export type Explain = 'queryPlanner' | 'executionStats'

export type Find = {
  readonly kind: 'find'
  readonly collection: string
  readonly filter: Document
  readonly projection: Document | undefined
  readonly sort: Document | undefined
  readonly skip: number
  /** 0 for all. */
  readonly limit: number
  readonly hint: Document | string | undefined
  readonly explain: Explain | undefined
}

export type Aggregate = {
  readonly kind: 'aggregate'
  readonly collection: string
  readonly pipeline: readonly Document[]
  readonly explain: Explain | undefined
}

export type Count = { readonly kind: 'count'; readonly collection: string; readonly filter: Document }
export type EstimatedCount = { readonly kind: 'estimated_count'; readonly collection: string }
export type Distinct = {
  readonly kind: 'distinct'
  readonly collection: string
  readonly field: string
  readonly filter: Document
}
export type Indexes = { readonly kind: 'indexes'; readonly collection: string }

export type Insert = { readonly kind: 'insert'; readonly documents: readonly Document[] }
export type Update = {
  readonly kind: 'update'
  readonly filter: Document
  readonly update: Document | readonly Document[]
  readonly isReplacement: boolean
  readonly isMany: boolean
  readonly isUpsert: boolean
  readonly arrayFilters: readonly Document[] | undefined
  readonly sort: Document | undefined
}
export type Delete = {
  readonly kind: 'delete'
  readonly filter: Document
  readonly isMany: boolean
  readonly sort: Document | undefined
}
export type ChangePart = Insert | Update | Delete

/** One or several changes that belong together, in order. */
export type Change = {
  readonly kind: 'change'
  readonly collection: string
  readonly parts: readonly ChangePart[]
  /** The document that a findOneAnd… gives back, else the numbers. */
  readonly returns: 'numbers' | 'before' | 'after'
  readonly projection: Document | undefined
}

export type Schema = {
  readonly kind: 'schema'
  readonly collection: string
  readonly act:
    | { readonly kind: 'create_index'; readonly keys: Document; readonly options: Document }
    | { readonly kind: 'drop_index'; readonly index: string | Document }
    | { readonly kind: 'drop_indexes' }
    | { readonly kind: 'create'; readonly options: Document }
    | { readonly kind: 'drop' }
    | { readonly kind: 'rename'; readonly to: string; readonly dropsTarget: boolean }
}

export type Read = Find | Aggregate | Count | EstimatedCount | Distinct | Indexes
export type Operation = Read | Change | Schema
