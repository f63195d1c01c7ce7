import type { ErrorKind, Problem } from '@steward/contract/error'
import { AppError } from '#base/error'
import { redactText } from '#base/redact'
import { isConnectionLost } from '#db'
import { httpError } from './errors.ts'

const statuses: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  rate_limited: 429,
  unavailable: 503,
  internal: 500,
}

const titles: Record<ErrorKind, string> = {
  invalid: 'The request is not valid',
  unauthenticated: 'Sign in first',
  forbidden: 'Not allowed',
  not_found: 'Not found',
  conflict: 'In conflict with the present state',
  rate_limited: 'Too many requests',
  unavailable: 'Not available at the moment',
  internal: 'Something went wrong on our side',
}

/** Turns whatever was thrown into the one form in which refusals leave the server. */
export function toProblem(thrown: unknown, requestId: string): Problem {
  const error = recognise(thrown)
  if (error instanceof AppError) {
    const { code, kind, message, params } = error
    const status = error.status ?? statuses[kind]
    return {
      type: `urn:steward:error:${code}`,
      title: titles[kind],
      status,
      code,
      detail: message,
      requestId,
      ...(Object.keys(params).length === 0 ? {} : { params }),
    }
  }
  if (isRefusedByFastify(error)) {
    const code = fastifyCodes[error.code] ?? 'http.invalid_request'
    return {
      type: `urn:steward:error:${code}`,
      title: titles.invalid,
      status: error.statusCode,
      code,
      // Some of these repeat the address that was asked for.
      detail: redactText(error.message),
      requestId,
    }
  }
  // What we did not foresee is logged with its cause and shown without detail.
  const detail = `The server could not finish this. Its log has the reason under the request id ${requestId}.`
  return {
    type: 'urn:steward:error:http.internal',
    title: titles.internal,
    status: 500,
    code: 'http.internal',
    detail,
    requestId,
  }
}

/** Outages and bad text show as errors of the database driver; here they get their names. */
function recognise(thrown: unknown): unknown {
  if (thrown instanceof AppError) return thrown
  if (isConnectionLost(thrown)) return httpError.database_unreachable({}, thrown)
  const code = codeOf(thrown)
  if (code === undefined) return thrown
  // What JSON can carry and PostgreSQL cannot store: U+0000 in text (22021, 22P05), half a surrogate pair in jsonb (22P02).
  const isText =
    code === '22021' || code === '22P05' || (code === '22P02' && String((thrown as Error).message).includes('type json'))
  if (isText) return httpError.invalid_text({}, thrown)
  return thrown
}

function codeOf(thrown: unknown): string | undefined {
  const code = (thrown as { code?: unknown } | null | undefined)?.code
  return typeof code === 'string' ? code : undefined
}

type FastifyRefusal = { readonly code: string; readonly statusCode: number; readonly message: string }

const fastifyCodes: Readonly<Record<string, string>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'http.body_too_large',
  FST_REQ_FILE_TOO_LARGE: 'http.body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'http.media_type',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'http.body_missing',
  FST_ERR_CTP_INVALID_JSON_BODY: 'http.body_not_json',
}

/** Fastify and its JSON parser refuse bodies before a route sees them. */
function isRefusedByFastify(error: unknown): error is FastifyRefusal {
  if (!(error instanceof Error)) return false
  const status = (error as { statusCode?: unknown }).statusCode
  return typeof status === 'number' && status >= 400 && status < 500
}
