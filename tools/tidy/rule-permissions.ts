import type { Rule } from './source.ts'

/** An endpoint begins here and ends before the next one does. */
const declaration = /\bendpoint\(\{/g

/** The compiler says the same where it is asked; this also sees what was cast past it. */
export const endpointPermissions: Rule = {
  name: 'every endpoint names a permission',
  sees: (path) => /^contract\/api\/[^/]+\.ts$/.test(path) && !/\.test\.ts$|\/endpoint\.ts$/.test(path),
  faults({ path, code }) {
    const starts = [...code.matchAll(declaration)].map((match) => match.index)
    return starts.flatMap((start, index) => {
      const text = code.slice(start, starts[index + 1])
      if (/^\s*permission:\s*'[a-z_]+(?::[a-z_]+)?'/m.test(text)) return []
      const name = /operationId:\s*'(\w+)'/.exec(text)?.[1] ?? 'an endpoint'
      return [`${path}: ${name} names no permission; say who may call it, as permission: 'workflow:read'`]
    })
  },
}
