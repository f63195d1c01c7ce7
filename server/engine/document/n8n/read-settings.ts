import type { WorkflowSettings } from '@steward/contract/workflow'
import { isObject } from '../parse-json.ts'

/** Settings of the workflow. What Steward does not know, or cannot use as it stands, rests in `extra` for the way back. */
export function readSettings(value: unknown, notices: string[]): WorkflowSettings {
  const raw = isObject(value) ? value : {}
  const { executionOrder, timezone, errorWorkflow, executionTimeout, ...extra } = raw
  if (executionOrder !== 'v0' && executionOrder !== 'v1') {
    notices.push(
      'The file does not say in which order nodes run; it keeps the old order of n8n (v0: level by level). New workflows use v1.',
    )
    if (executionOrder !== undefined && executionOrder !== null) extra['executionOrder'] = executionOrder
  }
  const settings: WorkflowSettings = { executionOrder: executionOrder === 'v1' ? 'v1' : 'v0' }

  if (isTimezone(timezone)) settings.timezone = timezone
  else if (timezone !== undefined && timezone !== null) {
    extra['timezone'] = timezone
    if (timezone !== 'DEFAULT' && timezone !== '')
      notices.push(`The time zone ${JSON.stringify(timezone)?.slice(0, 60)} is not known; the one of the installation is used.`)
  }
  if (typeof errorWorkflow === 'string' && errorWorkflow !== '' && errorWorkflow !== 'DEFAULT') {
    settings.errorWorkflow = errorWorkflow
    notices.push('The workflow names another one for its errors by an id of n8n; choose it again after the import.')
  } else if (errorWorkflow !== undefined && errorWorkflow !== null) extra['errorWorkflow'] = errorWorkflow

  if (typeof executionTimeout === 'number' && executionTimeout > 0) settings.executionTimeoutSeconds = executionTimeout
  else if (executionTimeout !== undefined && executionTimeout !== null) extra['executionTimeout'] = executionTimeout

  return Object.keys(extra).length === 0 ? settings : { ...settings, extra }
}

function isTimezone(value: unknown): value is string {
  if (typeof value !== 'string' || value === '' || value === 'DEFAULT') return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
