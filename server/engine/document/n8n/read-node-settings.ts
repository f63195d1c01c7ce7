import type { NodeSettings } from '@steward/contract/workflow'

const booleans = ['disabled', 'notesInFlow', 'retryOnFail', 'alwaysOutputData', 'executeOnce'] as const
const onErrors = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const

export const nodeSettingKeys: readonly string[] = [
  ...booleans,
  'notes',
  'maxTries',
  'waitBetweenTries',
  'onError',
  'continueOnFail',
]

/** What n8n keeps beside the parameters of a node. A value of the wrong kind goes to `extra`, so that nothing is lost. */
export function readNodeSettings(
  raw: Record<string, unknown>,
  name: string,
  notices: string[],
): { readonly settings: NodeSettings; readonly extra: Record<string, unknown> } {
  const settings: NodeSettings = {}
  const extra: Record<string, unknown> = {}
  for (const key of booleans) {
    const value = raw[key]
    if (typeof value === 'boolean') settings[key] = value
    else if (value !== undefined && value !== null) extra[key] = value
  }
  if (typeof raw['notes'] === 'string') settings.notes = raw['notes']
  else if (raw['notes'] !== undefined && raw['notes'] !== null) extra['notes'] = raw['notes']
  const maxTries = numberOf(raw['maxTries'])
  if (maxTries !== undefined) settings.maxTries = maxTries
  else if (raw['maxTries'] !== undefined && raw['maxTries'] !== null) extra['maxTries'] = raw['maxTries']
  const wait = numberOf(raw['waitBetweenTries'])
  if (wait !== undefined) settings.waitBetweenTriesMs = wait
  else if (raw['waitBetweenTries'] !== undefined && raw['waitBetweenTries'] !== null)
    extra['waitBetweenTries'] = raw['waitBetweenTries']

  const onError = onErrors.find((value) => value === raw['onError'])
  if (onError !== undefined) settings.onError = onError
  else if (raw['onError'] !== undefined && raw['onError'] !== null) {
    extra['onError'] = raw['onError']
    notices.push(`The node "${name}" has an "onError" that is not known; it stops the workflow instead.`)
  }
  // The older switch: on, it wins over everything but the two ways of continuing.
  if (raw['continueOnFail'] === true && onError !== 'continueErrorOutput') settings.onError = 'continueRegularOutput'
  else if (raw['continueOnFail'] !== undefined && raw['continueOnFail'] !== null) extra['continueOnFail'] = raw['continueOnFail']
  return { settings, extra }
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}
