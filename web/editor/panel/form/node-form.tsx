import type { NodeKind } from '@steward/contract/api/workflow'
import { fieldsOf, type Parameters } from '@steward/contract/node-form'
import type { WorkflowNode } from '@steward/contract/workflow'
import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { faultsOf } from '../../model/parameter-faults.ts'
import { withFilterOptions } from '../../model/operators.ts'
import { schemaFor } from '../../model/schema-for.ts'
import { type Path, setIn } from '../../model/set-in.ts'
import { Fields } from './fields.tsx'
import { type Form, FormContext, ProblemContext } from './form-context.ts'
import css from './form.module.css'

type Props = {
  readonly node: WorkflowNode
  readonly kind: NodeKind
  readonly workflowId?: string | undefined
  readonly executionId?: string | undefined
  /** Sentences of the server by the path of the parameter they are about. */
  readonly problems?: ReadonlyMap<string, string>
  /** Absent where the document is not to be changed. */
  readonly onChange?: ((node: WorkflowNode) => void) | undefined
}

const none: ReadonlyMap<string, string> = new Map()

/** The parameters of a node, in the form that its kind describes. */
export function NodeForm({ node, kind, workflowId, executionId, problems = none, onChange }: Props) {
  const { t } = useTranslation('form')
  const fields = useMemo(() => fieldsOf(schemaFor(kind, node.version)), [kind, node.version])
  const now = useRef({ node, onChange })
  now.current = { node, onChange }
  const isReadOnly = onChange === undefined
  const form = useMemo<Form>(
    () => ({
      isReadOnly,
      kind,
      rootFields: fields,
      node: () => now.current.node,
      set: (path: Path, value: unknown) => {
        const { node: before, onChange: change } = now.current
        const parameters = withFilterOptions(setIn(before.parameters, path, value), path)
        const after = { ...before, parameters: parameters as WorkflowNode['parameters'] }
        // Several fields may be set before the document comes back.
        now.current = { node: after, onChange: change }
        change?.(after)
      },
      Fields,
      context: { workflowId, nodeId: node.id, executionId },
    }),
    [isReadOnly, kind, fields, workflowId, node.id, executionId],
  )
  const told = useProblems(
    useMemo(() => {
      const own = faultsOf(fields, node).map(({ path, fault, values }): [string, string] => [
        path,
        t(`fault_${fault}`, { value: '', minimum: '', maximum: '', ...values }),
      ])
      return new Map([...own, ...problems])
    }, [fields, node, problems, t]),
  )
  if (fields.length === 0 && Object.keys(node.parameters).length === 0)
    return <p className={css['nothing']}>{t('nothingToSet')}</p>
  return (
    <FormContext value={form}>
      <ProblemContext value={told}>
        <div className={css['form']}>
          <Fields fields={fields} value={node.parameters as Parameters} path={top} root={undefined} />
        </div>
      </ProblemContext>
    </FormContext>
  )
}

const top: Path = []

/** The same map as long as it says the same, so that fields without a problem are not drawn anew. */
function useProblems(problems: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const last = useRef(problems)
  const isSame = last.current.size === problems.size && [...problems].every(([path, text]) => last.current.get(path) === text)
  if (!isSame) last.current = problems
  return last.current
}
