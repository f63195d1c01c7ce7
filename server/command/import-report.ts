import { effectClasses } from '@steward/contract/effect'
import type { ImportLine } from '@steward/contract/api/workflow'

/** One file for people: a headline, what it would do outside, what is in the way, what was chosen. */
export function describeImportLine(line: ImportLine): string {
  if (!line.ok) return `✗ ${line.file}\n${line.problems.map((problem) => `    ${problem}\n`).join('')}`
  const head = `✓ ${line.file}  ${line.name ?? ''}  (${line.supported} of ${line.nodes} nodes supported)\n`
  const effects = line.effects.filter((effect) => effect.class !== 'pure')
  const widths = [
    Math.max(0, ...effects.map((effect) => effect.node.length)),
    Math.max(0, ...effects.map((effect) => effect.class.length)),
  ] as const
  const sheet = effects
    .toSorted((a, b) => effectClasses.indexOf(b.class) - effectClasses.indexOf(a.class))
    .map(
      (effect) =>
        `    ${effect.class.padEnd(widths[1])}  ${effect.node.padEnd(widths[0])}  ${effect.target ?? ''}`.trimEnd() + '\n',
    )
  const said = [...line.problems.map((text) => `    ! ${text}\n`), ...line.notices.map((text) => `    · ${text}\n`)]
  return [head, ...sheet, ...said].join('')
}

export function describeTotals(lines: readonly ImportLine[], check: boolean): string {
  const good = lines.filter((line) => line.ok)
  const nodes = good.reduce((sum, line) => sum + line.nodes, 0)
  const supported = good.reduce((sum, line) => sum + line.supported, 0)
  const missing = [...new Set(good.flatMap((line) => line.placeholders))]
  const unknown = missing.length === 0 ? '' : ` Types that are not known yet: ${missing.join(', ')}.`
  return `\n${good.length} of ${lines.length} ${check ? 'can be imported' : 'imported'}, ${supported} of ${nodes} nodes supported.${unknown}\n`
}
