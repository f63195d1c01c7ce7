import { defineErrors } from '#base/error'

export const workflowError = defineErrors('workflow', {
  not_found: ['not_found', 'There is no such workflow.'],
  version_not_found: ['not_found', 'The workflow has no version {number}.'],
  version_conflict: [
    'conflict',
    'Somebody changed the workflow after you opened version {baseVersion}: it is at version {currentVersion}, revision {revision} now. Reload, or save yours as a copy.',
  ],
  archived: ['conflict', 'The workflow is archived. Take it out of the archive first.'],
  not_deletable: ['conflict', 'Only drafts and archived workflows can be deleted. Archive this one first.'],
  bad_cursor: ['invalid', '`after` must be the `next` of an earlier page.'],
  not_a_document: ['invalid', 'The document is not valid at {place}: {reason}.'],
  nul_in_text: ['invalid', '{place} holds the character U+0000, which cannot be stored.'],
  too_large: ['invalid', 'The document has {megabytes} MB; at most 10 MB can be stored.'],
  too_deep: ['invalid', 'The document is nested deeper than {levels} levels.'],
  too_many_nodes: ['invalid', 'The workflow has {nodes} nodes; at most {limit} can be stored.'],
  name_taken: ['invalid', 'Two nodes are called "{node}". Names must be unique, because expressions use them.'],
  id_taken: ['invalid', 'The nodes "{node}" and "{other}" have the same id.'],
  edge_without_node: ['invalid', 'An edge {direction} "{node}" leads nowhere: there is no node with the id "{missing}".'],
  no_trigger: [
    'conflict',
    'The workflow cannot be activated: it has no trigger that could start it, such as a webhook or a schedule.',
  ],
  unknown_nodes: [
    'conflict',
    'The workflow cannot be activated: Steward does not know the type of {nodes} yet. Replace or disable them.',
  ],
  cannot_listen: ['conflict', 'The workflow cannot be activated: "{node}": {reason}'],
  path_taken: [
    'conflict',
    'The workflow cannot be activated: {method} /webhook/{path} of "{node}" is already answered by {owner}.',
  ],
  recordings_differ: [
    'conflict',
    'Version {version} does otherwise than {count} of the recordings. Look at what differs, and say that it is meant, or change the workflow.',
  ],
  publication_refused: ['conflict', 'Version {version} was not published. {reason}'],
  no_differences: ['conflict', 'These differences are not those of the rehearsal any more. Rehearse the version again.'],
  not_recordable: ['conflict', 'Only executions of this workflow that are over can be recordings.'],
  recording_not_found: ['not_found', 'This execution is none of the recordings.'],
  many_recordings: ['conflict', 'A workflow has at most {limit} recordings. Take one out first.'],
  rehearsal_busy: ['unavailable', 'Other rehearsals are going on. Try again in a moment.'],
})
