import { KeyCaps } from '../../shell/key-caps.tsx'
import { type ActionName, keyOf } from './keys.ts'

type Props = { readonly label: string; readonly name: ActionName }

/** What a button does, and the key that does the same. */
export function KeyTip({ label, name }: Props) {
  const [keys = ''] = keyOf(name).keys
  return (
    <span style={{ display: 'inline-flex', gap: 8, alignItems: 'center' }}>
      {label}
      {keys === '' ? null : <KeyCaps keys={keys} />}
    </span>
  )
}
