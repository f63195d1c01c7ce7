import { defineErrors } from '#base/error'

export const undoError = defineErrors('undo', {
  not_over: ['conflict', 'The execution is {status}. What it has done can be taken back when it is over.'],
  is_undo: [
    'conflict',
    'This execution takes effects back itself. What it has left is taken back from the execution it belongs to.',
  ],
  unreadable: ['conflict', 'What is recorded does not fit the version it was recorded with: {reason}'],
  running: ['conflict', 'Its effects are being taken back already, by the execution {executionId}.'],
  nothing: ['conflict', 'Nothing of it can be taken back (any more). {reasons}'],
  node_not_ready: ['conflict', 'Nothing of the node "{node}" can be taken back (any more). {reasons}'],
  node_not_found: ['invalid', 'The execution has no effect of a node with the id "{node}".'],
  not_again: [
    'conflict',
    'What takes effects back is not carried out again: that could take the same back twice. Take back what is left from the execution it belongs to.',
  ],
  taken_back: ['conflict', 'Effects that it would go on from were taken back, so it cannot. Start the workflow anew.'],
})
