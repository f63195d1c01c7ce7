/** Only a path of our own may be gone on to after signing in: `//host` and `/\host` are other hosts to a browser. */
export const ownPath = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\/(?![/\\])[^\p{Cc}]*$/u.test(value) ? value : undefined
