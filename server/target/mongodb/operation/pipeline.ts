import { refusal } from '../refusal.ts'
import { assertKnownOperators, isPlain, within } from './check-values.ts'
import { readStages, refusedOperators, updateStages } from './operators.ts'

export type Stage = { readonly name: string; readonly value: unknown }

/** What a pipeline reads besides its own collection, and where it writes. */
export type PipelineReach = {
  readonly from: readonly string[]
  readonly into: { readonly collection: string; readonly isReplaced: boolean } | null
  /** Fields under which documents of other collections, or of its own, come to stand. */
  readonly holders: readonly string[]
}

export function stagesOf(pipeline: unknown): Stage[] {
  if (!Array.isArray(pipeline)) throw refusal('A pipeline is a list of stages: [{ $match: … }, …].')
  return pipeline.map((stage: unknown) => {
    const entries = isPlain(stage) ? Object.entries(stage) : []
    const [first] = entries
    if (first === undefined || entries.length > 1)
      throw refusal('Each stage of a pipeline is an object with one key, such as { $match: … }.')
    return { name: first[0], value: first[1] as unknown }
  })
}

/** Checks every stage, also of the pipelines within, and says what it touches. `$out` and `$merge` are for the last stage alone. */
export function readPipeline(pipeline: unknown, canWrite = true): PipelineReach {
  const from: string[] = []
  const holders: string[] = []
  let into: PipelineReach['into'] = null
  const stages = stagesOf(pipeline)
  for (const [index, stage] of stages.entries()) {
    if (stage.name === '$out' || stage.name === '$merge') {
      if (!canWrite || index < stages.length - 1) throw refusal(String(refusedOperators[stage.name]))
      into = targetOf(stage)
      continue
    }
    assertReadStage(stage)
    const inner = innerPipelines(stage)
    for (const one of inner.pipelines) {
      const reach = readPipeline(one, false)
      from.push(...reach.from)
      holders.push(...reach.holders)
    }
    from.push(...inner.from)
    holders.push(...inner.holders)
  }
  return { from: [...new Set(from)], into, holders: [...new Set(holders)] }
}

function assertReadStage({ name, value }: Stage): void {
  if (!readStages.has(name))
    throw refusal(
      Object.hasOwn(refusedOperators, name)
        ? String(refusedOperators[name])
        : `The stage ${name} is not known here, so it is refused.`,
    )
  const nested = name === '$facet' || name === '$lookup' || name === '$unionWith'
  if (!nested) return assertKnownOperators(value)
  // Their pipelines are read as pipelines; what stands beside is a value as any other.
  for (const _ of within(value));
  if (name === '$lookup' && isPlain(value)) assertKnownOperators(value['let'] ?? {})
}

type Inner = { readonly pipelines: readonly unknown[]; readonly from: readonly string[]; readonly holders: readonly string[] }

function innerPipelines({ name, value }: Stage): Inner {
  if (name === '$facet') {
    if (!isPlain(value)) throw refusal('$facet is given an object of pipelines.')
    return { pipelines: Object.values(value), from: [], holders: Object.keys(value) }
  }
  if (name !== '$lookup' && name !== '$unionWith' && name !== '$graphLookup') return { pipelines: [], from: [], holders: [] }
  if (name === '$unionWith' && typeof value === 'string')
    return { pipelines: [], from: [ownCollection(name, value)], holders: [] }
  if (!isPlain(value)) throw refusal(`${name} is given an object.`)
  assertParts(name, value)
  const source = value[name === '$unionWith' ? 'coll' : 'from'] as unknown
  const as = value['as'] as unknown
  return {
    pipelines: value['pipeline'] === undefined ? [] : [value['pipeline']],
    from: [ownCollection(name, source)],
    holders: typeof as === 'string' ? [as] : [],
  }
}

/** What these stages may be given. Anything else could lead out of the database, as `db` does. */
const parts: Readonly<Record<string, readonly string[]>> = {
  $lookup: ['from', 'localField', 'foreignField', 'let', 'pipeline', 'as'],
  $unionWith: ['coll', 'pipeline'],
  $graphLookup: [
    'from',
    'startWith',
    'connectFromField',
    'connectToField',
    'as',
    'maxDepth',
    'depthField',
    'restrictSearchWithMatch',
  ],
  $merge: ['into', 'on', 'let', 'whenMatched', 'whenNotMatched'],
}

function assertParts(stage: string, value: Readonly<Record<string, unknown>>): void {
  for (const key of Object.keys(value)) {
    if (key === 'db') throw refusal(`${stage} may only reach collections of this database, by name.`)
    if (parts[stage]?.includes(key) !== true) throw refusal(`${key} of ${stage} is not known here, so it is refused.`)
  }
}

function ownCollection(stage: string, value: unknown): string {
  if (typeof value === 'string') return assertCollection(value)
  throw refusal(`${stage} may only reach collections of this database, by name.`)
}

function targetOf({ name, value }: Stage): PipelineReach['into'] {
  if (typeof value === 'string') return { collection: assertCollection(value), isReplaced: name === '$out' }
  if (name === '$merge' && isPlain(value)) {
    assertParts(name, value)
    assertKnownOperators(value['let'] ?? {})
    if (Array.isArray(value['whenMatched'])) assertUpdatePipeline(value['whenMatched'])
    return { collection: ownCollection(name, value['into']), isReplaced: false }
  }
  throw refusal(`${name} may only write into a collection of this database, by name.`)
}

export function assertUpdatePipeline(pipeline: unknown): void {
  for (const stage of stagesOf(pipeline)) {
    if (!updateStages.has(stage.name)) throw refusal(`The stage ${stage.name} cannot stand in an update.`)
    assertKnownOperators(stage.value)
  }
}

/** Collections of the system show users, other people's queries and definitions. */
export function assertCollection(name: string): string {
  if (name === '' || name.includes('\0') || name.includes('$'))
    throw refusal(`${JSON.stringify(name)} is not the name of a collection.`)
  if (name.split('.')[0] === 'system') throw refusal(`${name} belongs to the database itself and is refused.`)
  return name
}
