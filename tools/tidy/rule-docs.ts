import { dirname, join, normalize } from 'node:path/posix'
import type { Rule } from './source.ts'

const linesMax: readonly (readonly [RegExp, number])[] = [
  [/^docs\/decisions\/\d/, 60],
  [/^docs\/how-to\//, 60],
  [/^AGENTS\.md$/, 25],
]

export const documents: Rule = {
  name: 'documents have one title, stay short, and their links lead somewhere',
  sees: (path) => path.endsWith('.md'),
  faults({ path, text }, { paths }) {
    const prose = text.replaceAll(/```[\s\S]*?```/g, '')
    const titles = prose.match(/^# /gm)?.length ?? 0
    const lines = text.trimEnd().split('\n').length
    const limit = linesMax.find(([pattern]) => pattern.test(path))?.[1]
    const links = [...prose.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map((match) => match[1] ?? '')
      .filter((link) => !/^[a-z]+:/.test(link))
    const dead = links.filter((link) => !leadsTo(normalize(join(dirname(path), link)), paths))
    return [
      ...(titles === 1 ? [] : [`${path}: ${titles} titles; begin with one "# "`]),
      ...(limit === undefined || lines <= limit ? [] : [`${path}: ${lines} lines; at most ${limit}`]),
      ...dead.map((link) => `${path}: the link ${link} leads nowhere`),
    ]
  },
}

function leadsTo(target: string, paths: ReadonlySet<string>): boolean {
  return paths.has(target) || [...paths].some((path) => path.startsWith(`${target.replace(/\/$/, '')}/`))
}

/** A decision that the list does not name is not found by anyone. */
export const decisionList: Rule = {
  name: 'every decision is in the list of decisions',
  sees: (path) => path === 'docs/decisions/README.md',
  faults: ({ path, text }, { paths }) =>
    [...paths]
      .filter((one) => /^docs\/decisions\/\d/.test(one) && !text.includes(one.slice('docs/decisions/'.length)))
      .map((one) => `${path}: name ${one.slice('docs/decisions/'.length)}`),
}
