import { defineErrors } from '#base/error'

export const identityError = defineErrors('identity', {
  owner_exists: ['conflict', 'This installation already has an owner. Sign in instead.'],
  wrong_password: ['unauthenticated', 'The e-mail address or the password is wrong.'],
  too_many_attempts: ['rate_limited', 'Too many attempts to sign in. Try again in {retryAfterSeconds} seconds.'],
  busy: ['unavailable', 'Too many people sign in at this moment. Try again in a few seconds.'],
  key_not_found: ['not_found', 'There is no such API key.'],
  key_expires_in_past: ['invalid', 'The time at which the key expires is in the past.'],
  key_outlives_maker: [
    'forbidden',
    'A key that is made by a key must not be valid for longer than that one: until {until} at most.',
  ],
  not_a_session: ['conflict', 'This request is signed in by an API key, which has no session to end. Revoke the key instead.'],
})
