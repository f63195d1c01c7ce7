import { defineErrors } from '#base/error'

export const executionError = defineErrors('execution', {
  not_found: ['not_found', 'There is no such execution.'],
  node_not_found: ['not_found', 'The execution has no such node execution.'],
  workflow_not_found: ['not_found', 'There is no such workflow.'],
  no_start: ['invalid', 'The workflow has no node to start at. Add a trigger.'],
  trigger_not_found: ['invalid', 'The workflow has no node named "{trigger}" to start at.'],
  already_over: ['conflict', 'The execution is over ({status}), so there is nothing to cancel.'],
  not_retryable: ['conflict', 'Only a failed or cancelled execution can be retried; this one is {status}.'],
  changed_before_failure: [
    'conflict',
    'The workflow has changed before the node that failed, so what was done does not fit it any more. Retry with the original version.',
  ],
  not_in_doubt: ['conflict', 'The execution does not wait for this decision (any more).'],
  not_accepted: ['unavailable', 'The start could not be stored. Nothing was executed.'],
  no_webhook: ['not_found', 'No active workflow listens for {method} at "{path}".'],
  not_waiting: ['conflict', 'The execution does not wait for a call (any more).'],
  bad_resume_token: ['forbidden', 'The address to resume this execution is not complete.'],
  shutting_down: ['unavailable', 'The server is going down. Try again in a moment.'],
})
