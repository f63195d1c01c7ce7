import { fieldOf, type SecretSource, SourceFailure } from './source.ts'

/** Reads from the environment of the process only what is named in its settings: the environment holds the secrets of the installation itself. */
export function environmentSource(values: Readonly<Record<string, string>>): SecretSource {
  return {
    read: async ({ name, field }) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined
      if (value === undefined)
        throw new SourceFailure(`The environment has no "${name}", or STEWARD_SECRET_ENV does not name it.`, { passing: false })
      return fieldOf(value, name, field)
    },
  }
}
