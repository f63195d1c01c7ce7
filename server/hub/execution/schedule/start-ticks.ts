import { AppError } from '#base/error'
import type { Intake } from '../queue/intake.ts'
import { startExecution } from '../start-execution.ts'
import type { WorkflowLoader } from '../workflow-loader.ts'
import type { StartOutcome, StartTicks, TickStart } from './fire-due.ts'

/** A tick is settled soon after it has started; this is for clocks that are set back and processes that sleep. */
const keyWindowMs = 90 * 86_400_000

type Parts = { readonly loader: WorkflowLoader; readonly intake: Intake }

/** Starts ticks as executions, all of them in the same few commits. */
export function startTicksOn(parts: Parts): StartTicks {
  return async (starts) => {
    await parts.loader.prepare(starts.map(({ schedule: { workflowId, version } }) => ({ workflowId, version })))
    return Promise.all(starts.map((start) => startTick(parts, start)))
  }
}

async function startTick({ loader, intake }: Parts, { schedule, startKey }: TickStart): Promise<StartOutcome> {
  const { workflowId, version, nodeName } = schedule
  try {
    const loaded = await loader.version(workflowId, version)
    if (loaded === undefined) return { kind: 'failed', reason: `Version ${version} of the workflow is gone.` }
    const key = { key: startKey, windowMs: keyWindowMs }
    const started = startExecution(intake, { loaded, trigger: nodeName, mode: 'schedule', startKey: key })
    return (await started.accepted) ? { kind: 'started', executionId: started.id } : { kind: 'repeated' }
  } catch (error) {
    if (error instanceof AppError) return { kind: error.kind === 'rate_limited' ? 'refused' : 'failed', reason: error.message }
    // 21, 22, 23: what is to be stored is at fault, and will be the next time, too.
    if (/^2[123]/.test((error as { code?: string }).code ?? ''))
      return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) }
    throw error
  }
}
