import { sentenceOf } from '../../../api/problem.ts'
import { StateCircle } from '../../../ui/state-circle.tsx'
import css from '../door.module.css'

/** Why the form was refused, in the words of the server. */
export function FormError({ error }: { readonly error: Error | null }) {
  if (error === null) return null
  return (
    <div className={css['error']} role="alert">
      <StateCircle state="failed" />
      <span>{sentenceOf(error)}</span>
    </div>
  )
}
