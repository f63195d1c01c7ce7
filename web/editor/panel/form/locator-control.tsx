import { isTree } from '@steward/contract/node-form'
import type { ListEntry } from '../../../api/node-lists.ts'
import { type InputProps, useForm } from './form-context.ts'
import { Picker } from './picker.tsx'

/** One thing of a service: picked from its list, or written as its id. */
export function LocatorControl(props: InputProps) {
  const { field, value, path } = props
  const { set } = useForm()
  const pick = ({ value: id, label, url }: ListEntry) =>
    set(
      path,
      field.isPlain === true
        ? id
        : {
            __rl: true,
            mode: 'list',
            value: id,
            cachedResultName: label,
            ...(url === undefined ? {} : { cachedResultUrl: url }),
          },
    )
  const write = (text: string) => {
    const id = text.trim()
    if (id.includes('{{') && field.noExpression !== true) set(path, `=${id}`)
    else set(path, isTree(value) ? { __rl: true, mode: 'id', value: id } : id)
  }
  return <Picker {...props} onPick={pick} onWrite={write} />
}
