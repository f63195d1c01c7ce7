import type { Document } from 'mongodb'
import type { MaskedColumn } from '../../target.ts'
import { isPlain, within } from '../operation/check-values.ts'
import type { Change, ChangePart, Find, Operation } from '../operation/operation.ts'
import { readPipeline, stagesOf } from '../operation/pipeline.ts'
import { maskedRefusal } from '../refusal.ts'
import { masksOf, maskText, mentions, type Path, pathOf, reaches } from './masks.ts'

/** By these a field can be reached without its name, or by a name that is only made when the query runs. */
const blind: Readonly<Record<string, string>> = {
  $objectToArray: 'turns fields into values',
  $getField: 'reaches a field by a computed name',
  $setField: 'reaches a field by a computed name',
  $unsetField: 'reaches a field by a computed name',
  $text: 'searches in fields that it does not name',
  $jsonSchema: 'tests fields that it need not name',
  $meta: 'can show keys of an index',
  $geoNear: 'need not name the field that it orders by',
  $near: 'orders by where something is',
  $bsonSize: 'measures what is hidden',
  $toString: 'turns documents into text',
  $convert: 'turns documents into text',
  $toHashedIndexKey: 'turns documents into numbers',
  $redact: 'tests fields at every depth',
}
const wholeDocument = /^\$\$(ROOT|CURRENT)(\.|$)/
/** Keys whose value is the name of a field, without a dollar. */
const namesFields = new Set([
  'localField',
  'foreignField',
  'connectFromField',
  'connectToField',
  'field',
  'partitionByFields',
  'key',
  '$rename',
  '$unset',
])

type Guard = { readonly masks: readonly Path[] }

/** The hidden fields that an operation could meet: those of its own collection and of every other that it reads. */
export function masksOfOperation(operation: Operation, masked: readonly MaskedColumn[]): Path[] {
  return masksOf(masked, [operation.collection, ...(operation.kind === 'aggregate' ? readPipeline(operation.pipeline).from : [])])
}

/** Refuses whatever mentions a hidden field other than to show it, which comes out as `••••`. Rather too much than too little. */
export function assertUnmasked(operation: Operation, masked: readonly MaskedColumn[]): void {
  assertNoMaskText(operation, masked)
  assertNotMergedInto(operation, masked)
  const own = masksOfOperation(operation, masked)
  if (own.length === 0) return
  const holders = operation.kind === 'aggregate' ? readPipeline(operation.pipeline).holders : []
  const guard: Guard = { masks: [...own, ...holders.flatMap((holder) => own.map((mask) => [...pathOf(holder), ...mask]))] }
  switch (operation.kind) {
    case 'find':
      return assertFind(operation, guard)
    case 'aggregate':
      return assertPipeline(operation.pipeline, guard)
    case 'count':
      return assertSilent(operation.filter, guard, 'a condition')
    case 'distinct':
      assertPath(operation.field, guard, 'distinct')
      return assertSilent(operation.filter, guard, 'a condition')
    case 'change':
      return assertChange(operation, guard)
    case 'schema':
      if (operation.act.kind === 'rename')
        throw maskedRefusal(`${operation.collection} has hidden fields; under another name they would be shown.`)
      return
    case 'estimated_count':
    case 'indexes':
      return
  }
}

function assertFind(find: Find, guard: Guard): void {
  assertSilent(find.filter, guard, 'a condition')
  assertSilent(find.sort, guard, 'an order')
  if (find.hint !== undefined) throw maskedRefusal('hint is refused where fields are hidden: an index shows their order.')
  assertProjection(find.projection, guard)
}

/** A field may be shown, which hides it, or left out. Nothing may be made of it. */
function assertProjection(projection: Document | undefined, guard: Guard): void {
  for (const [key, value] of Object.entries(projection ?? {})) {
    const isPlainChoice =
      typeof value === 'boolean' || typeof value === 'number' || (isBsonNumber(value) && Number.isFinite(Number(value)))
    if (isPlainChoice) continue
    assertPath(key, guard, 'a computed field')
    assertSilent({ [key]: value as unknown }, guard, 'a computed field')
  }
}

const isBsonNumber = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && ['Int32', 'Long', 'Double'].includes(String((value as Document)['_bsontype']))

function assertPipeline(pipeline: unknown, guard: Guard): void {
  for (const { name, value } of stagesOf(pipeline)) {
    if (Object.hasOwn(blind, name)) throw blindly(name)
    if (name === '$out' || name === '$merge') throw maskedRefusal(`${name} would copy hidden fields to where they are shown.`)
    if (name === '$project' && isPlain(value)) assertProjection(value, guard)
    else if (name === '$unset') continue
    else if (name === '$unwind') assertUnwound(value, guard)
    else if (name === '$facet' && isPlain(value)) for (const inner of Object.values(value)) assertPipeline(inner, guard)
    else if ((name === '$lookup' || name === '$unionWith') && isPlain(value)) {
      const { pipeline: inner, ...rest } = value
      if (inner !== undefined) assertPipeline(inner, guard)
      assertSilent(rest, guard, name)
    } else assertSilent({ [name]: value }, guard, name)
  }
}

/** What holds a hidden field may be unwound, since nothing gets another name; the hidden field itself would show how many values it has. */
function assertUnwound(value: unknown, guard: Guard): void {
  const path = pathOf(String(isPlain(value) ? value['path'] : value).replace(/^\$/, ''))
  if (guard.masks.some((mask) => reaches(path, mask)))
    throw maskedRefusal(`${path.join('.')} is hidden and cannot be used in $unwind.`)
}

/** Nothing in it names a hidden field, as key, as `$field`, or where a name stands for a field. */
function assertSilent(value: unknown, guard: Guard, where: string): void {
  for (const { key, value: inner } of within(value ?? {})) {
    if (Object.hasOwn(blind, key)) throw blindly(key)
    if (!key.startsWith('$')) assertPath(key, guard, where)
    const texts = typeof inner === 'string' ? [inner] : Array.isArray(inner) ? inner.filter((one) => typeof one === 'string') : []
    for (const text of texts) assertText(text, key, { guard, where })
  }
}

function assertText(text: string, key: string, { guard, where }: { guard: Guard; where: string }): void {
  if (wholeDocument.test(text))
    throw maskedRefusal(`${text.split('.', 1)[0] ?? text} is the whole document, and fields of it are hidden.`)
  if (text.startsWith('$')) assertPath(text.replace(/^\$\$?/, ''), guard, where)
  else if (namesFields.has(key)) assertPath(text, guard, where)
}

function assertPath(text: string, guard: Guard, where: string): void {
  const path = pathOf(text)
  const met = guard.masks.filter((one) => mentions(path, one))
  const mask = met.find((one) => one.join('.') === path.join('.')) ?? met[0]
  if (mask === undefined) return
  const name = mask.join('.')
  throw maskedRefusal(
    path.join('.') === name
      ? `${name} is hidden and cannot be used in ${where}.`
      : `${text} holds or leads to ${name}, which is hidden and cannot be used in ${where}.`,
  )
}

function assertChange(change: Change, guard: Guard): void {
  assertProjection(change.projection, guard)
  for (const part of change.parts) assertPart(part, guard)
}

/** A hidden field may be given a new value that stands in the text; nothing may depend on the old one. */
function assertPart(part: ChangePart, guard: Guard): void {
  if (part.kind === 'insert') return
  assertSilent(part.filter, guard, 'a condition')
  assertSilent(part.sort, guard, 'an order')
  if (part.kind === 'delete' || part.isReplacement) return
  // They give elements of lists names of their own, under which a hidden field could be asked for.
  if (part.arrayFilters !== undefined) throw maskedRefusal('arrayFilters are refused where fields are hidden.')
  if (Array.isArray(part.update)) return assertPipeline(part.update, guard)
  for (const [operator, fields] of Object.entries(part.update)) {
    if (['$set', '$setOnInsert', '$unset'].includes(operator)) continue
    assertSilent({ [operator]: fields as unknown }, guard, operator)
    if (isPlain(fields))
      for (const to of Object.values(fields))
        if (operator === '$rename' && typeof to === 'string') assertPath(to, guard, operator)
  }
}

const blindly = (name: string) => maskedRefusal(`${name} ${blind[name] ?? ''}, and there are hidden fields here.`)

/** Where a document is met, `$merge` can set its fields by what it holds. */
function assertNotMergedInto(operation: Operation, masked: readonly MaskedColumn[]): void {
  const into = operation.kind === 'aggregate' ? readPipeline(operation.pipeline).into : null
  if (into !== null && !into.isReplaced && masksOf(masked, [into.collection]).length > 0)
    throw maskedRefusal(`${into.collection} has hidden fields, so nothing is merged into it.`)
}

/** What was read is shown as `••••`; written back it would replace the value. */
function assertNoMaskText(operation: Operation, masked: readonly MaskedColumn[]): void {
  if (operation.kind !== 'change' || masked.length === 0) return
  const written = operation.parts.map((part) =>
    part.kind === 'insert' ? part.documents : part.kind === 'update' ? part.update : [],
  )
  for (const { value } of within(written))
    if (value === maskText || (Array.isArray(value) && value.includes(maskText)))
      throw maskedRefusal(`${maskText} stands for a hidden value and cannot be stored in its place.`)
}
