import type { ChaosReport } from './run.ts'

const mustBeNone = {
  lost: 'lost',
  doubled: 'accepted once, executed as two',
  twice: 'completed nodes executed twice',
  untrue: 'completed without having done it',
} as const

/** What must not be, in words; empty for a run that proves what it is to prove. */
export function failures(report: ChaosReport): string[] {
  const { findings, stuck, crashed } = report
  const found = Object.entries(mustBeNone).map(([kind, words]) => [words, findings[kind as keyof typeof mustBeNone]] as const)
  return [...found, ['stuck', stuck] as const, ['processes ended by themselves', crashed] as const].flatMap(([words, all]) =>
    all.length === 0 ? [] : [`${words} ${all.length} (${all.slice(0, 5).join(', ')}${all.length > 5 ? ', …' : ''})`],
  )
}

export function reportText(report: ChaosReport): string {
  const { findings, faults, statuses, errors } = report
  const line = (name: string, value: string | number) => `${name.padEnd(34)}${value}`
  return [
    line('events sent', report.sent),
    line('accepted (acknowledged)', report.acknowledged),
    ...Object.entries(statuses).map(([status, count]) => line(`executions ${status}`, count)),
    line('in doubt, decided by a person', report.inDoubt),
    line('calls the peer saw', report.calls),
    ...Object.entries(mustBeNone).map(([kind, words]) => line(words, findings[kind as keyof typeof mustBeNone].length)),
    line('stuck', report.stuck.length),
    line('processes ended by themselves', report.crashed.length),
    ...Object.entries(faults).map(([kind, count]) => line(`  ${kind}`, count)),
    line('  answers lost on the way', report.lostAnswers),
    line('load under faults', `${report.seconds.load.toFixed(1)} s`),
    line('until everything was at rest', `${report.seconds.rest.toFixed(1)} s`),
    ...Object.entries(errors)
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, 12)
      .map(([error, count]) => line(`  ${count} ×`, error.slice(0, 150))),
  ].join('\n')
}
