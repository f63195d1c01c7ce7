import { defineErrors } from '#base/error'

export const httpError = defineErrors('http', {
  not_found: ['not_found', 'There is nothing at {path}.'],
  bad_path: ['invalid', 'The path holds a doubled or encoded slash, a backslash or a dot segment. Write it plainly.'],
  invalid_request: ['invalid', '{field}: {reason}.'],
  invalid_text: ['invalid', 'Text may not hold the character U+0000 or half of a surrogate pair.'],
  unauthenticated: ['unauthenticated', 'Sign in, or send an API key as `Authorization: Bearer <key>`.'],
  bad_credential: ['unauthenticated', 'The session or API key is not valid: it is unknown, expired or revoked.'],
  forbidden: ['forbidden', 'The role "{role}" may not do this ({permission}).'],
  scope_missing: ['forbidden', 'This API key lacks the scope {permission}.'],
  too_many_requests: ['rate_limited', 'Too many requests. Try again in {retryAfterSeconds} seconds.'],
  cross_origin: ['forbidden', 'A change that is signed in by a cookie must come from a page of this installation.'],
  database_unreachable: ['unavailable', 'The database cannot be reached at the moment. Try again.'],
  draining: ['unavailable', 'The server is stopping. Try again in a moment.'],
  not_served_here: ['unavailable', 'This process has not the role http, so it answers no calls; send them to one that has.'],
  not_ready: ['unavailable', '{obstacles}'],
  metrics_closed: ['unauthenticated', 'Metrics are read with `Authorization: Bearer <STEWARD_METRICS_TOKEN>`.'],
  web_missing: ['not_found', 'The web app has not been built. Run `npm run build`.'],
})
