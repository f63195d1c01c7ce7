import type { QueryLimits } from '@steward/contract/api/instance'
import type { Analysis } from '#target'
import { accessError } from '../errors.ts'
import type { AccessContext } from '../context.ts'
import type { InstanceRow } from '../instance/instance.store.ts'
import { requireDatabase, withTarget } from '../instance/look-into.ts'
import { readingWay, type Way } from '../instance/reach.ts'

/** A question before anything is executed, which nobody waits long for. */
const patienceMs = 10_000

export type Text = { readonly text: string; readonly form: 'query' | 'script'; readonly database: string }

/** What a text does, by what it is made of and by what the database says to it. */
export async function analyseText(context: AccessContext, instance: InstanceRow, text: Text): Promise<Analysis> {
  if (text.text.includes('\0') || !text.text.isWellFormed()) throw accessError.text_unreadable()
  requireDatabase(instance, text.database)
  const reading = readingWay(instance, text.database)
  const known = await withTarget(context, { instance, way: reading }, (target) => target.read(text.text, text.form))
  if (known.class === 'refused') return known
  if (known.class !== 'read' && instance.writeUser === null) throw accessError.no_write_login({ instance: instance.name })
  // What a change would do is told only to whoever may make it.
  const way: Way = known.class === 'read' ? reading : { database: text.database, login: 'write', place: 'primary' }
  const { masked } = instance
  return await withTarget(context, { instance, way }, (target) =>
    target.analyse(text.text, text.form, { masked, timeoutMs: patienceMs }),
  )
}

/** As `analyseText`, for what is to be submitted: a refused one is an error with the sentence why. */
export async function requireAllowed(context: AccessContext, instance: InstanceRow, text: Text) {
  const analysis = await analyseText(context, instance, text)
  if (analysis.class === 'refused') throw accessError.refused({ reason: analysis.refusal ?? 'This is refused.' })
  return { ...analysis, class: analysis.class }
}

/** Refuses limits above those of the instance. */
export function requireWithin(most: QueryLimits, wanted: Partial<QueryLimits>): void {
  for (const [limit, value] of Object.entries(wanted) as [keyof QueryLimits, number][])
    if (value > most[limit]) throw accessError.limit_above({ limit, most: most[limit] })
}
