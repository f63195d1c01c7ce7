import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import type { SecretSourceSettings } from '#base/secret-source-settings'
import { fieldOf, placeOf, type SecretSource, SourceFailure } from './source.ts'

type AwsSettings = NonNullable<SecretSourceSettings['aws']>

const timeoutMs = 5_000

/** AWS Secrets Manager, with the credentials and the region that the AWS SDK finds, such as those of the machine's role. */
export function awsSource({ prefix, endpoint }: AwsSettings): SecretSource {
  let opened: Promise<SecretsManagerClient> | undefined
  const open = async () => {
    const { SecretsManagerClient: Client } = await import('@aws-sdk/client-secrets-manager')
    return new Client({ maxAttempts: 2, ...(endpoint === undefined ? {} : { endpoint }) })
  }
  return {
    read: async ({ workspaceId, name, field }) => {
      opened ??= open()
      const { GetSecretValueCommand } = await import('@aws-sdk/client-secrets-manager')
      const command = new GetSecretValueCommand({ SecretId: `${placeOf(prefix, workspaceId)}${name}` })
      try {
        const { SecretString: text } = await (await opened).send(command, { abortSignal: AbortSignal.timeout(timeoutMs) })
        if (text === undefined) throw new SourceFailure(`The secret "${name}" holds bytes, not a text.`, { passing: false })
        return fieldOf(text, name, field)
      } catch (error) {
        throw error instanceof SourceFailure ? error : failureOf(error, name)
      }
    },
  }
}

const told: Readonly<Record<string, string>> = {
  ResourceNotFoundException: 'there is no such secret',
  AccessDeniedException: 'this installation may not read it',
  DecryptionFailure: 'its key cannot be used',
  InvalidRequestException: 'it is marked for deletion',
}

function failureOf(error: unknown, name: string): SourceFailure {
  const kind = error instanceof Error ? error.name : ''
  const reason = told[kind]
  return new SourceFailure(`AWS Secrets Manager did not give "${name}": ${reason ?? 'it could not be asked.'}`, {
    passing: reason === undefined,
    cause: error,
  })
}
