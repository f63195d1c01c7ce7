/** What stands in the place of a secret. */
export const hidden = '[hidden]'

/** Ends of names whose values are secrets, without case, dashes and underscores. */
const secretEnds =
  /(passwords?|passwd|passphrase|secrets?|token|apikey|accesskey|privatekey|authorization|cookie|cookies|credentials?|codes|otp|totp|ticket|encryptionkey|databaseurl|connectionstring|smtpurl|encryptedconfig|locked|lockedvalue|hash|nonce|signature|ciphertext|plaintext)$/
/** Names that end so and are none: they say something about a secret, or are made to be shown. */
const plainNames = new Set(['requesthash', 'responsehash', 'contenthash', 'islocked', 'pagetoken', 'nextpagetoken'])

/** Whether what has this name is a secret: a column, a field of a request, a header. */
export function isSecretName(name: string): boolean {
  const bare = name.toLowerCase().replaceAll(/[-_\s]/g, '')
  return secretEnds.test(bare) && !plainNames.has(bare)
}

const deepest = 8

/** A copy in which the values of secret names are hidden, however deep. What is too deep to be looked into is hidden as well. */
export function redact<T>(value: T): T {
  return hide(value, 0) as T
}

function hide(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value)
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Error) return describeError(value)
  if (value instanceof Date) return value
  if (Buffer.isBuffer(value) || value instanceof URLSearchParams || depth >= deepest) return hidden
  if (value instanceof URL) return redactText(value.href)
  if (Array.isArray(value)) return value.map((one) => hide(one, depth + 1))
  if (value instanceof Map || value instanceof Set) return hide([...value], depth)
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, isSecretName(name) && isTelling(one) ? hidden : hide(one, depth + 1)]),
  )
}

/** A number or a switch under such a name is a count or a state; nothing, and what is hidden already, tells nothing. */
const isTelling = (value: unknown): boolean =>
  value !== null && value !== undefined && value !== '' && typeof value !== 'number' && typeof value !== 'boolean'

const inText: readonly [form: RegExp, to: string][] = [
  // The password of an address, such as postgres://user:password@host.
  [/(\b[a-z][a-z\d+.-]{1,20}:\/\/[^\s/:@"']{0,200}:)[^\s@/"']{1,500}@/gi, `$1${hidden}@`],
  [/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${hidden}`],
  // API keys of this product, and signed tokens of anybody.
  [/\bstw_[\w-]{10,}/g, hidden],
  // Links that decide or connect in somebody's name, as a page and in the API. What stands behind their name is nobody's business.
  [/(\/(?:approve|approval-links|connect-slack)(?:\/|%2f))[^\s/?#"'<>]+/gi, `$1${hidden}`],
  [/\beyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]{5,}/g, hidden],
]

/** A text without what has the form of a secret, such as the password in an address. */
export function redactText(text: string): string {
  let shown = text
  for (const [form, to] of inText) shown = shown.replace(form, to)
  return shown
}

/**
 * An error for the log: what it is, what it says, where it arose and what lies
 * behind it. Not what else hangs on it: drivers put whole rows, statements with
 * their values and requests with their headers there.
 */
export function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? redactText(error) : typeof error
  const { code } = error as { code?: unknown }
  return {
    type: error.name,
    message: redactText(error.message),
    ...(typeof code === 'string' ? { code } : {}),
    ...(error.stack === undefined ? {} : { stack: redactText(error.stack) }),
    ...(error.cause === undefined || depth >= 4 ? {} : { cause: describeError(error.cause, depth + 1) }),
    ...(error instanceof AggregateError && depth < 4
      ? { errors: error.errors.slice(0, 5).map((one) => describeError(one, depth + 1)) }
      : {}),
  }
}
