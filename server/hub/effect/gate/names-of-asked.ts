import type { SubjectKind } from '@steward/contract/api/policy'
import type { Demand } from '../policy/evaluate.ts'

/** Who would be asked, for a sentence such as "asks Finance": each once, in the order of the policies. */
export function namesOfAsked(demands: readonly Demand[], kind: SubjectKind, names: ReadonlyMap<string, string>): string[] {
  const asked = demands.flatMap(({ deciders }) => {
    if (deciders === null) return [kind === 'query' ? 'whoever decides about queries' : 'whoever decides about effects']
    const { roles = [], people = [], podManagers } = deciders
    return [
      ...roles,
      ...people.flatMap((id) => names.get(id) ?? []),
      ...(podManagers === true ? ['the managers of the pod'] : []),
    ]
  })
  return [...new Set(asked)]
}
