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
  no_webhook: [
    'not_found',
    'No active workflow listens for {method} at "{path}". Activate the workflow, or compare the path with that of its webhook.',
  ],
  no_webhook_method: ['not_found', 'The webhook at "{path}" is called by {methods}, not by {method}.'],
  no_test_webhook: [
    'not_found',
    'Nobody listens for a test call {method} at "{path}" right now. Start listening in the editor; one call or two minutes end it.',
  ],
  no_webhook_trigger: ['invalid', 'The workflow has no webhook that could be called. Add one.'],
  cannot_listen: ['invalid', 'The node "{node}" cannot listen: {reason}'],
  test_path_taken: ['conflict', 'Somebody is listening for a test call {method} at "{path}" already. Try again in two minutes.'],
  body_not_json: ['invalid', 'The body says that it is JSON, but it is not: {reason}'],
  unknown_status: ['invalid', 'There is no status "{status}". Use one or more of {statuses}.'],
  not_waiting: ['conflict', 'The execution does not wait for a call (any more).'],
  resume_method: ['not_found', 'The execution waits for a call by {wanted}, not by {method}.'],
  resume_suffix: ['not_found', 'The execution waits for a call of another address; what it adds to its own is "{suffix}".'],
  taken_elsewhere: ['conflict', 'The execution was changed by somebody else at the same moment. Look at it again.'],
  bad_resume_token: ['forbidden', 'The address to resume this execution is not complete.'],
  shutting_down: ['unavailable', 'The server is going down. Try again in a moment.'],
})
