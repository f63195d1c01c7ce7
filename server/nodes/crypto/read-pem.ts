/** A key as people paste it: on one line, with spaces or `\n` where line breaks should be. */
export function readPem(key: string): string {
  const whole = key.replaceAll('\\n', '\n').trim()
  const match = /^(-----BEGIN [A-Z0-9 ]+-----)([\s\S]*?)(-----END [A-Z0-9 ]+-----)/.exec(whole)
  if (match === null || whole.includes('\n') || whole.includes('Proc-Type')) return whole
  const [, begin = '', body = '', end = ''] = match
  return `${begin}\n${body.trim().split(/\s+/).join('\n')}\n${end}\n`
}
