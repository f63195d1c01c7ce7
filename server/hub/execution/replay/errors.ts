import { defineErrors } from '#base/error'

export const replayError = defineErrors('replay', {
  not_over: ['conflict', 'The execution is {status}. What is recorded of it can be replayed when it has come to rest.'],
  is_undo: ['conflict', 'This execution takes effects back. What it would do on another version cannot be compared.'],
  no_version: ['not_found', 'The workflow has no version {version}.'],
  no_start: ['conflict', 'Version {version} has no node with the id "{node}", at which the execution began.'],
  unreadable: ['conflict', 'What is recorded does not fit the version it was recorded with: {reason}'],
  too_long: ['unavailable', 'The replay was stopped after {seconds} s.'],
  busy: ['rate_limited', 'As many replays as may go on at once are going on. Try again in a moment.'],
})
