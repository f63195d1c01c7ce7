import type { ChainVerdict } from '#hub/audit'

/** A verdict with the name of its workspace, where there is one that has it. */
export type Named = { readonly name: string | null; readonly verdict: ChainVerdict }

const installationChain = /^[0-]+$/

/** What was found, chain by chain, for a person. */
export function describeVerdict(verdicts: readonly Named[], hasKeys: boolean): string {
  const broken = verdicts.filter(({ verdict }) => !verdict.holds).length
  const advice = hasKeys ? [] : ['No key is trusted here: name the one of the installation with --public-key <file>.']
  const sum =
    verdicts.length === 0
      ? 'There is no line yet.'
      : broken === 0
        ? 'The audit log holds.'
        : `The audit log does not hold: ${broken} of ${verdicts.length} ${verdicts.length === 1 ? 'chain' : 'chains'} broken.`
  return `${[...verdicts.flatMap(describeChain), ...advice, sum].join('\n')}\n`
}

function describeChain({ name, verdict }: Named): string[] {
  const { chain, lines, integrity, continuity, anchored, erasedLines } = verdict
  const title = installationChain.test(chain)
    ? 'The installation'
    : name === null
      ? `Workspace ${chain}`
      : `Workspace "${name}" (${chain})`
  const upTo = anchored.upTo === 0 ? 'nothing is signed' : `up to line ${anchored.upTo}, signed ${anchored.at}`
  return [
    `${title}: ${lines} ${lines === 1 ? 'line' : 'lines'}${erasedLines === 0 ? '' : `, personal data erased in ${erasedLines}`}`,
    `  integrity   ${says(integrity, 'no line was changed')}`,
    `  continuity  ${says(continuity, 'no line is missing, added or moved')}`,
    `  anchored    ${says(anchored, upTo)}${anchored.holds ? '' : `; otherwise ${upTo}`}`,
  ]
}

function says({ broken }: ChainVerdict['integrity'], good: string): string {
  if (broken === null) return good
  const which = broken.id === null ? '' : ` (${broken.id})`
  return `BROKEN at line ${broken.seq}${which}: ${broken.reason}`
}
