import { defineErrors } from '#base/error'

export const tokenError = defineErrors('identity', {
  session_ended: ['unauthenticated', 'The session ended a moment ago. Sign in again.'],
  refresh_refused: ['unauthenticated', 'The refresh token is not valid: it is unknown, expired or revoked. Sign in again.'],
  refresh_reused: [
    'unauthenticated',
    'The refresh token was used before, so somebody else may have it. Everything that this sign-in gave is revoked. Sign in again.',
  ],
  wrong_client: ['unauthenticated', 'The refresh token belongs to another client or device.'],
  token_not_found: ['not_found', 'There is no such client, or it is signed out already.'],
  user_not_found: ['not_found', 'There is no such person.'],
  key_wrong_address: ['forbidden', 'This API key may not be used from the address {address}.'],
  address_not_valid: ['invalid', '"{entry}" is neither an address nor a range such as 10.0.0.0/8.'],
  key_expired: ['conflict', 'The key has expired. Make a new one.'],
  scope_not_held: ['forbidden', 'You cannot give {scope} away, because you do not hold it yourself.'],
})
