import type { NodeKind } from '@steward/contract/api/workflow'
import type { FormField, Parameters } from '@steward/contract/node-form'
import type { WorkflowNode } from '@steward/contract/workflow'
import { type ComponentType, type ReactNode, createContext, use } from 'react'
import type { Path } from '../../model/set-in.ts'
import type { FieldContext } from './expression-control.tsx'

/** What every field of a form can do; it stays the same object while people type. */
export type Form = {
  readonly isReadOnly: boolean
  readonly kind: NodeKind
  readonly rootFields: readonly FormField[]
  /** The node as it is at this moment. */
  readonly node: () => WorkflowNode
  /** `undefined` takes the parameter away, and its default counts. */
  readonly set: (path: Path, value: unknown) => void
  readonly context: FieldContext
  /** Draws the fields of an object; here because controls and fields hold each other. */
  readonly Fields: ComponentType<FieldsProps>
}

export type FieldsProps = {
  readonly fields: readonly FormField[]
  /** All fields of the object, where only some are shown. */
  readonly allFields?: readonly FormField[]
  readonly value: Parameters
  readonly path: Path
  readonly root: Parameters | undefined
  readonly isDense?: boolean
  /** Stands beside the title of a field. */
  readonly aside?: ((field: FormField) => ReactNode) | undefined
}

export const FormContext = createContext<Form | undefined>(undefined)

export function useForm(): Form {
  const form = use(FormContext)
  if (form === undefined) throw new Error('A field stands outside of a form.')
  return form
}

/** Sentences by the path of the field they belong to. */
export const ProblemContext = createContext<ReadonlyMap<string, string>>(new Map())

export type ControlProps = {
  readonly field: FormField
  readonly value: unknown
  readonly path: Path
  /** All parameters, where what is inside of the field depends on them. */
  readonly root: Parameters | undefined
}

/** What a control for a single value needs of the frame around it. */
export type InputProps = ControlProps & {
  readonly id: string
  readonly problem: string | undefined
  readonly describedBy: string | undefined
}
