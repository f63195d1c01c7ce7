import { StartError } from './start-error.ts'

/** Places outside of the database where secrets are kept that connections may refer to. */
export type SecretSourceSettings = {
  /** Names of the environment, with their values. */
  readonly environment: Readonly<Record<string, string>>
  readonly aws:
    | {
        /** Before every name; `{workspace}` stands for the id of the workspace. */
        readonly prefix: string
        /** Instead of the one of the region. */
        readonly endpoint: string | undefined
      }
    | undefined
  readonly vault:
    | {
        /** Without a slash at its end. */
        readonly address: string
        /** Of the key-value engine (version 2), such as `secret`. */
        readonly mount: string
        readonly prefix: string
        /** A token, or the file that an agent keeps one in. */
        readonly token: { readonly value: string } | { readonly file: string }
        readonly namespace: string | undefined
      }
    | undefined
}

type Environment = Readonly<Record<string, string | undefined>>

/** Workspaces must not reach each other's secrets, so a store is used only where its prefix tells them apart, or is meant to be shared. */
export function readSecretSources(env: Environment): SecretSourceSettings {
  const read = (name: string): string | undefined => env[name]?.trim() || undefined
  return { environment: readNamed(read('STEWARD_SECRET_ENV'), env), aws: readAws(read), vault: readVault(read) }
}

type Read = (name: string) => string | undefined

function readNamed(names: string | undefined, env: Environment): Record<string, string> {
  const wanted = (names ?? '').split(',').map((name) => name.trim())
  const own = wanted.find((name) => name.startsWith('STEWARD_'))
  if (own !== undefined)
    throw new StartError(`STEWARD_SECRET_ENV is a list with "${own}", but it takes names that do not begin with STEWARD_.`)
  return Object.fromEntries(wanted.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])))
}

function readAws(read: Read): SecretSourceSettings['aws'] {
  const prefix = read('STEWARD_AWS_SECRETS_PREFIX')
  if (prefix === undefined) return undefined
  return { prefix: checkPrefix('STEWARD_AWS_SECRETS_PREFIX', prefix), endpoint: readUrl(read, 'STEWARD_AWS_SECRETS_ENDPOINT') }
}

function readVault(read: Read): SecretSourceSettings['vault'] {
  const address = readUrl(read, 'STEWARD_VAULT_ADDR')
  if (address === undefined) return undefined
  const [value, file, prefix] = [read('STEWARD_VAULT_TOKEN'), read('STEWARD_VAULT_TOKEN_FILE'), read('STEWARD_VAULT_PREFIX')]
  if ((value === undefined) === (file === undefined))
    throw new StartError('STEWARD_VAULT_ADDR is set, so one of STEWARD_VAULT_TOKEN and STEWARD_VAULT_TOKEN_FILE must be set too.')
  if (prefix === undefined)
    throw new StartError(
      'STEWARD_VAULT_ADDR is set without STEWARD_VAULT_PREFIX; set it to the path below which workspaces find their secrets, such as steward/{workspace}/.',
    )
  return {
    address,
    mount: read('STEWARD_VAULT_MOUNT') ?? 'secret',
    prefix: checkPrefix('STEWARD_VAULT_PREFIX', prefix),
    token: value === undefined ? { file: file ?? '' } : { value },
    namespace: read('STEWARD_VAULT_NAMESPACE'),
  }
}

function checkPrefix(name: string, prefix: string): string {
  if (/^[\w+=.@/{}-]{1,300}$/.test(prefix) && !prefix.includes('..')) return prefix
  throw new StartError(`${name} is "${prefix}", but it takes a path such as steward/{workspace}/.`)
}

function readUrl(read: Read, name: string): string | undefined {
  const value = read(name)
  if (value === undefined) return undefined
  const url = URL.parse(value)
  if (url === null || !/^https?:$/.test(url.protocol) || url.search !== '' || url.username !== '')
    throw new StartError(`${name} is not an http or https address, such as https://vault.example.com:8200.`)
  return url.href.replace(/\/+$/, '')
}
