import { extensions } from './extension/extend.ts'
import { methodDocs, nameDocs } from './docs.ts'
import { globalNames } from './global/globals.ts'

export type NameDescription = {
  readonly name: string
  /** `name` stands alone; a method belongs to a type. */
  readonly kind: 'name' | 'method'
  readonly type?: string
  readonly text: string
}

/** Everything an editor can offer while an expression is written: names, and the methods each type has on top of JavaScript's. */
export function describeNames(): NameDescription[] {
  const documented = Object.entries(nameDocs).map(([name, text]): NameDescription => ({ name, kind: 'name', text }))
  const globals = globalNames()
    .filter((name) => /^[A-Z]/.test(name) && !Object.hasOwn(nameDocs, name))
    .map((name): NameDescription => ({ name, kind: 'name', text: `JavaScript's ${name}` }))
  const methods = Object.entries(extensions).flatMap(([type, table]) =>
    Object.keys(table).flatMap((name): NameDescription[] => {
      const text = methodDocs[`${type}.${name}`] ?? methodDocs[name]
      return text === undefined ? [] : [{ name, kind: 'method', type, text }]
    }),
  )
  return [...documented, ...globals, ...methods]
}
