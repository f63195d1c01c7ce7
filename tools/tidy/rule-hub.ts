import type { Rule } from './source.ts'

const readmeLinesMax = 25
const headings = ['**Owns**', '**Words**', '**Always true**'] as const

export const hubSign: Rule = {
  name: 'a hub has a door and a sign on it',
  sees: (path) => /^server\/hub\/[^/]+\//.test(path),
  faults({ path }, { paths }) {
    const folder = path.split('/').slice(0, 3).join('/')
    return ['index.ts', 'README.md'].flatMap((name) => (paths.has(`${folder}/${name}`) ? [] : [`${folder}: a hub needs ${name}`]))
  },
}

export const hubReadme: Rule = {
  name: 'the README of a hub is short and says what it owns',
  sees: (path) => /^server\/hub\/[^/]+\/README\.md$/.test(path),
  faults({ path, text }) {
    const lines = text.trimEnd().split('\n').length
    const hub = path.split('/')[2] ?? ''
    return [
      ...(lines > readmeLinesMax ? [`${path}: ${lines} lines; at most ${readmeLinesMax}, the rest belongs in docs/`] : []),
      ...(text.startsWith(`# ${hub}\n`) ? [] : [`${path}: begin with "# ${hub}"`]),
      ...headings.filter((heading) => !text.includes(heading)).map((heading) => `${path}: say ${heading}`),
    ]
  },
}
