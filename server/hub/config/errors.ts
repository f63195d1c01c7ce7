import { defineErrors } from '#base/error'

export const configError = defineErrors('config', {
  unknown_key: ['not_found', 'There is no setting "{key}".'],
  bad_value: ['invalid', 'The value of "{key}" {reason}.'],
  too_large: ['invalid', 'The value of "{key}" is larger than {maxBytes} bytes.'],
  wrong_scope: ['invalid', 'The setting "{key}" cannot be set here; it can be set for: {scopes}.'],
  not_lockable: ['invalid', 'The setting "{key}" cannot be locked here.'],
  bad_environment: ['invalid', 'An environment has a name of small letters, digits, - and _, such as production.'],
  locked: ['conflict', 'The setting "{key}" is locked {where}, so it cannot be changed here.'],
  changed_meanwhile: [
    'conflict',
    'Somebody else has changed "{key}" meanwhile: it has version {version} now. Look at it, then decide anew.',
  ],
  not_set: ['not_found', 'The setting "{key}" is not set here.'],
  no_such_version: ['not_found', 'The setting "{key}" never had the version {version} here, or was not set in it.'],
  person_only: ['forbidden', 'An API key that was given scopes cannot change the settings of its owner.'],
  secret_lost: ['conflict', 'The stored value of "{key}" cannot be decrypted: {reason}'],
})

export const variableError = defineErrors('variable', {
  not_found: ['not_found', 'There is no such variable.'],
  bad_name: ['invalid', 'A variable has a name of letters, digits and _, which does not begin with a digit.'],
  bad_value: ['invalid', 'The value of the variable "{name}" {reason}.'],
  name_taken: ['conflict', 'There is a variable "{name}" for the same scope already.'],
  workflow_missing: ['invalid', 'A variable of one workflow needs to say which; one of another scope names none.'],
  workflow_unknown: ['invalid', 'There is no such workflow in this workspace.'],
  too_many: ['invalid', 'A workspace may have {max} variables; delete one that is not needed any more.'],
  too_large: ['invalid', 'The variables of a workspace may have {maxKilobytes} KB together.'],
  changed_meanwhile: ['conflict', 'Somebody else has changed "{name}" meanwhile. Look at it, then decide anew.'],
  secret_stays: ['invalid', 'A secret variable stays secret. Delete it, and make another one.'],
  secret_lost: ['conflict', 'The stored value of the variable "{name}" cannot be decrypted: {reason}'],
})
