import type { Command } from './command.ts'

/** Gives the workflow another name, and where it is given another description; an empty one goes. */
export function describeWorkflow({ name, description }: { readonly name: string; readonly description?: string }): Command {
  return {
    name: 'describeWorkflow',
    apply: (document) => {
      const { description: before, ...others } = document
      const text = description ?? before ?? ''
      return { ...others, name, ...(text === '' ? {} : { description: text }) }
    },
  }
}
