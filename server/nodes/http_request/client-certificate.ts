import { toText } from '#engine/data'
import { type JsonObject, NodeError } from '@steward/sdk/node'

/** The client certificate of a connection; PEM that lost its line breaks in a form gets them back. */
export function clientCertificateOf(values: JsonObject | undefined) {
  if (values === undefined) throw new NodeError('The node has no connection with a client certificate.', { retryable: false })
  const pem = (name: string) => {
    const value = values[name]
    return value === undefined || value === null || value === '' ? {} : { [name]: restoreLines(toText(value)) }
  }
  const passphrase = values['passphrase']
  return {
    ...pem('ca'),
    ...pem('cert'),
    ...pem('key'),
    ...(typeof passphrase === 'string' && passphrase !== '' ? { passphrase } : {}),
  } as {
    ca?: string
    cert?: string
    key?: string
    passphrase?: string
  }
}

function restoreLines(pem: string): string {
  if (pem.includes('\n')) return pem
  return pem.replace(
    /(-----BEGIN [^-]+-----)\s*([^-]+)\s*(-----END [^-]+-----)/g,
    (_, begin: string, body: string, end: string) => `${begin}\n${body.trim().split(/\s+/).join('\n')}\n${end}\n`,
  )
}
