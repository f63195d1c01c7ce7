import type { Document } from 'mongodb'
import { refusal } from '../refusal.ts'
import type { Called } from '../shell/shell-call.ts'
import { assertCount, documentOf, documentsOf, filterOf, objectOf, optionsOf, updateOf } from './arguments.ts'
import { isPlain } from './check-values.ts'
import type { Change, ChangePart, Delete, Insert, Update } from './operation.ts'

const updateOptions = { upsert: 'boolean', arrayFilters: 'list', multi: 'boolean' } as const
const oneOptions = { upsert: 'boolean', arrayFilters: 'list', sort: 'object', projection: 'object' } as const

export function changeOf(collection: string, method: Called): Change {
  const parts = partsOf(method)
  const [, second, third] = method.args
  const isOne = method.name.startsWith('findOneAnd')
  const given = (method.name === 'findOneAndDelete' ? second : third) as Document | undefined
  return {
    kind: 'change',
    collection,
    parts,
    returns: isOne ? returned(method.name, given) : 'numbers',
    projection: isOne ? objectOf(given?.['projection'], 'A projection') : undefined,
  }
}

function partsOf(method: Called): readonly ChangePart[] {
  const { name, args } = method
  const [first, second, third] = args
  assertCount(method, 3)
  switch (name) {
    case 'insertOne':
      assertCount(method, 1)
      return [insertOf([documentOf(first, name)])]
    case 'insertMany':
      optionsOf(second, { ordered: 'boolean' })
      return [insertOf(documentsOf(first, name))]
    case 'insert':
      assertCount(method, 1)
      return [insertOf(Array.isArray(first) ? documentsOf(first, name) : [documentOf(first, name)])]
    case 'updateOne':
    case 'updateMany':
    case 'update':
      return [updatePart(name, { filter: first, update: second, options: third })]
    case 'findOneAndUpdate':
      return [updatePart(name, { filter: first, update: second, options: withoutReturn(third) })]
    case 'replaceOne':
      return [replacement(name, { filter: first, update: second, options: optionsOf(third, { upsert: 'boolean' }) })]
    case 'findOneAndReplace':
      return [replacement(name, { filter: first, update: second, options: optionsOf(withoutReturn(third), oneOptions) })]
    case 'bulkWrite':
      optionsOf(second, { ordered: 'boolean' })
      return bulk(first)
    default:
      return [deleteOf(name, first, second)]
  }
}

const insertOf = (documents: readonly Document[]): Insert => ({ kind: 'insert', documents })

type Given = { readonly filter: unknown; readonly update: unknown; readonly options: unknown }

/** A condition has to be written: one that is forgotten would meet everything. */
function requiredFilter(name: string, value: unknown): Document {
  if (value === undefined) throw refusal(`${name} is given a condition first; {} means every document.`)
  return filterOf(value)
}

function updatePart(name: string, { filter, update, options: given }: Given): Update {
  const options = optionsOf(given, name === 'findOneAndUpdate' ? oneOptions : updateOptions)
  const isReplacement = name === 'update' && isPlain(update) && Object.keys(update).every((key) => !key.startsWith('$'))
  if (isReplacement) return replacement(name, { filter, update, options })
  return {
    kind: 'update',
    filter: requiredFilter(name, filter),
    update: updateOf(update, name),
    isReplacement: false,
    isMany: name === 'updateMany' || (name === 'update' && options['multi'] === true),
    isUpsert: options['upsert'] === true,
    arrayFilters: options['arrayFilters'] as Document[] | undefined,
    sort: options['sort'] as Document | undefined,
  }
}

function replacement(name: string, { filter, update, options }: Given): Update {
  const given = (options ?? {}) as Document
  return {
    kind: 'update',
    filter: requiredFilter(name, filter),
    update: documentOf(update, name),
    isReplacement: true,
    isMany: false,
    isUpsert: given['upsert'] === true,
    arrayFilters: undefined,
    sort: given['sort'] as Document | undefined,
  }
}

function deleteOf(name: string, filter: unknown, given: unknown): Delete {
  const one = name === 'remove' && typeof given === 'boolean' ? { justOne: given } : given
  const options = optionsOf(one, name === 'remove' ? { justOne: 'boolean' } : name === 'findOneAndDelete' ? oneOptions : {})
  return {
    kind: 'delete',
    filter: requiredFilter(name, filter),
    isMany: name === 'deleteMany' || (name === 'remove' && options['justOne'] !== true),
    sort: options['sort'] as Document | undefined,
  }
}

const returnOptions = ['returnDocument', 'returnNewDocument', 'returnOriginal', 'new']

/** Which of the two documents is wanted; the shell has several words for it. */
function returned(name: string, options: Document | undefined): 'before' | 'after' {
  if (name === 'findOneAndDelete' || options === undefined) return 'before'
  const wantsAfter =
    options['returnDocument'] === 'after' ||
    options['returnNewDocument'] === true ||
    options['new'] === true ||
    options['returnOriginal'] === false
  return wantsAfter ? 'after' : 'before'
}

function withoutReturn(options: unknown): unknown {
  return isPlain(options) ? Object.fromEntries(Object.entries(options).filter(([key]) => !returnOptions.includes(key))) : options
}

const bulkMethods = ['insertOne', 'updateOne', 'updateMany', 'replaceOne', 'deleteOne', 'deleteMany']

function bulk(list: unknown): ChangePart[] {
  if (!Array.isArray(list) || list.length === 0)
    throw refusal('bulkWrite is given a list: [{ updateOne: { filter, update } }, …].')
  return list.flatMap((one: unknown) => {
    const entries = isPlain(one) ? Object.entries(one) : []
    const [name = '', given] = entries[0] ?? []
    if (entries.length !== 1 || !bulkMethods.includes(name) || !isPlain(given))
      throw refusal(`Each part of a bulkWrite is one of ${bulkMethods.join(', ')}.`)
    const { filter, update, replacement: by, document, ...options } = given as Document
    const args =
      name === 'insertOne' ? [document] : name.startsWith('delete') ? [filter, options] : [filter, by ?? update, options]
    return partsOf({ name, args })
  })
}
