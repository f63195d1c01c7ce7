import type { WorkflowSettings } from '@steward/contract/workflow'
import type { Command } from './command.ts'

export function changeSettings(settings: WorkflowSettings): Command {
  return { name: 'changeSettings', apply: (document) => ({ ...document, settings }) }
}
