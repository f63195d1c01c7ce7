import { request } from 'undici'
import { readSettings } from '#base/settings'

/** The running installation that a command talks to, and the key it does so with. */
export type Installation = { readonly url: string; readonly key: string }

type Answer = { readonly status: number; readonly body: Record<string, unknown> }

const answerTimeoutMs = 120_000

/** From STEWARD_URL and STEWARD_API_KEY; undefined without a key. */
export function runningInstallation(): Installation | undefined {
  const key = process.env['STEWARD_API_KEY']?.trim()
  if (key === undefined || key === '') return undefined
  return { url: (process.env['STEWARD_URL'] ?? readSettings().publicUrl).replace(/\/+$/, ''), key }
}

export function keyRefused({ url }: Installation): string {
  return `${url} does not accept the API key in STEWARD_API_KEY; it may have expired or been revoked.`
}

export function unreachable({ url }: Installation, error: unknown): string {
  const message = error instanceof Error ? error.message || ((error as NodeJS.ErrnoException).code ?? error.name) : String(error)
  return `${url} cannot be reached (${message}). Is Steward running there? STEWARD_URL names another address.`
}

export async function call(to: Installation, method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer> {
  const answer = await request(`${to.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${to.key}`,
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
    headersTimeout: answerTimeoutMs,
    bodyTimeout: answerTimeoutMs,
  })
  const text = await answer.body.text()
  return { status: answer.statusCode, body: parsed(text) }
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    // Not every proxy between here and the installation answers in JSON.
    return {}
  }
}

/** What the installation says about its refusal. */
export function detailOf(body: Record<string, unknown>): string {
  const said = body['detail'] ?? body['title']
  return typeof said === 'string' ? said : 'the answer is not one of Steward; check STEWARD_URL.'
}
