import { defineErrors } from '#base/error'

export const connectorError = defineErrors('connector', {
  not_found: ['not_found', 'There is no such connection.'],
  bad_type: ['invalid', 'The kind "{type}" is not a name: letters, digits and underscores, beginning with a letter.'],
  field_missing: ['invalid', 'The field "{field}" of {kind} must be given.'],
  field_unknown: ['invalid', '{kind} has no field "{field}"; it has {fields}.'],
  too_large: ['invalid', 'The values of a connection may have 64 KB at most.'],
  bad_reference: [
    'invalid',
    '"{reference}" names no secret. Write secret://<source>/<name> or secret://<source>/<name>#<field>, with {sources} as source.',
  ],
  source_not_set: ['conflict', 'This installation has no settings for secrets from "{source}".'],
  secret_not_given: ['unavailable', '{reference}: {reason}'],
  secret_lost: ['conflict', 'The stored values of the connection "{name}" cannot be decrypted: {reason}'],
})
