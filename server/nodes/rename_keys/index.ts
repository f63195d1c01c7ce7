import { defineNode, type JsonObject, mapItems, type NodeCall, NodeError } from '@steward/sdk/node'
import { Type } from 'typebox'
import { makeRegex } from '#engine/expression'
import { passOn } from '../pass-on.ts'
import { renameByPattern, renameKeys } from './rename-keys.ts'

type StoredKey = { readonly currentKey?: string; readonly newKey?: string }
type StoredReplacement = {
  readonly searchRegex?: string
  readonly replaceRegex?: string
  readonly options?: { readonly caseInsensitive?: boolean; readonly depth?: number }
}

export default defineNode({
  type: 'rename_keys',
  title: 'Rename keys',
  description: 'Gives fields other names.',
  category: 'transform',
  icon: 'replace',
  n8n: [{ type: 'n8n-nodes-base.renameKeys', versions: [1] }],
  parameters: Type.Object({
    keys: Type.Optional(
      Type.Object(
        {
          key: Type.Optional(
            Type.Array(
              Type.Object({
                currentKey: Type.String({ title: 'Name', default: '' }),
                newKey: Type.String({ title: 'New name', default: '' }),
              }),
            ),
          ),
        },
        { title: 'Keys' },
      ),
    ),
    additionalOptions: Type.Optional(
      Type.Object(
        {
          regexReplacement: Type.Optional(
            Type.Object(
              {
                replacements: Type.Optional(
                  Type.Array(
                    Type.Object({
                      searchRegex: Type.String({ title: 'Regular expression', default: '' }),
                      replaceRegex: Type.String({
                        title: 'Replace with',
                        description: '$1 stands for the first group.',
                        default: '',
                      }),
                      options: Type.Optional(
                        Type.Object({
                          caseInsensitive: Type.Optional(Type.Boolean({ title: 'Ignore case', default: false })),
                          depth: Type.Optional(
                            Type.Number({
                              title: 'Levels to go down',
                              description: '-1 for all, 0 for the top only.',
                              default: -1,
                            }),
                          ),
                        }),
                      ),
                    }),
                  ),
                ),
              },
              { title: 'By pattern' },
            ),
          ),
        },
        { title: 'More' },
      ),
    ),
  }),
  effect: 'pure',
  execute: async (call) => [
    await mapItems(call, (item, index) => passOn({ ...item, json: rename(call, item.json, index) }, index)),
  ],
})

function rename(call: NodeCall, json: JsonObject, index: number): JsonObject {
  const keys = call.param<readonly StoredKey[] | undefined>('keys.key', index) ?? []
  const replacements =
    call.param<readonly StoredReplacement[] | undefined>('additionalOptions.regexReplacement.replacements', index) ?? []
  const renamed = renameKeys(
    json,
    keys.map(({ currentKey = '', newKey = '' }) => ({ from: currentKey, to: newKey })),
  )
  return replacements.reduce((current, { searchRegex = '', replaceRegex = '', options = {} }) => {
    const pattern = toPattern(searchRegex, options.caseInsensitive === true)
    return renameByPattern(current, pattern, replaceRegex, options.depth ?? -1)
  }, renamed)
}

function toPattern(source: string, ignoreCase: boolean): RegExp {
  try {
    return makeRegex(source, ignoreCase ? 'i' : '')
  } catch (error) {
    throw new NodeError(`"${source}" is not a regular expression.`, { cause: error, retryable: false })
  }
}
