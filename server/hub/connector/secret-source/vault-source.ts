import { readFileSync } from 'node:fs'
import type { SecretSourceSettings } from '#base/secret-source-settings'
import type { Net } from '#net'
import { placeOf, type SecretSource, SourceFailure, textOf } from './source.ts'

type VaultSettings = NonNullable<SecretSourceSettings['vault']>

const limits = { timeoutMs: 5_000, maxBytes: 1_000_000, redirects: { follow: false, max: 0 } }

/** HashiCorp Vault or OpenBao. A secret there is an object; without a field its `value` is meant. */
export function vaultSource(settings: VaultSettings, net: Net): SecretSource {
  const { address, mount, prefix, namespace } = settings
  return {
    read: async ({ workspaceId, name, field = 'value' }) => {
      const url = `${address}/v1/${mount}/data/${placeOf(prefix, workspaceId)}${name}`
      const headers = {
        'x-vault-token': tokenOf(settings),
        'x-vault-request': 'true',
        ...(namespace === undefined ? {} : { 'x-vault-namespace': namespace }),
      }
      const answer = await net
        .request({ method: 'GET', url, headers, secretHeaders: ['x-vault-token'], ...limits })
        .catch((cause: unknown) => {
          throw new SourceFailure(`Vault did not give "${name}": it could not be asked.`, { passing: true, cause })
        })
      if (answer.status !== 200) throw failureOf(answer.status, name)
      return textOf(read(answer.body, name)?.[field], name, field)
    },
  }
}

function tokenOf({ token }: VaultSettings): string {
  if ('value' in token) return token.value
  try {
    return readFileSync(token.file, 'utf8').trim()
  } catch (cause) {
    throw new SourceFailure(`The file with the token for Vault cannot be read.`, { passing: true, cause })
  }
}

function read(body: Uint8Array, name: string): Record<string, unknown> | undefined {
  try {
    const { data } = JSON.parse(Buffer.from(body).toString('utf8')) as { data?: { data?: Record<string, unknown> } }
    return data?.data
  } catch (cause) {
    throw new SourceFailure(`Vault answered for "${name}" with something that is not JSON.`, { passing: true, cause })
  }
}

function failureOf(status: number, name: string): SourceFailure {
  const reason =
    status === 404 ? 'there is no such secret.' : status === 403 ? 'the token may not read it.' : `it answered ${status}.`
  return new SourceFailure(`Vault did not give "${name}": ${reason}`, { passing: status >= 500 || status === 429 })
}
