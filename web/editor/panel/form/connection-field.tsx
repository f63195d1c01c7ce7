import type { Connection } from '@steward/contract/api/connection'
import { type Parameters, fieldsOf } from '@steward/contract/node-form'
import { connectionKindsOf } from '@steward/contract/node-form-values'
import type { NodeKind } from '@steward/contract/api/workflow'
import type { WorkflowDocument, WorkflowNode } from '@steward/contract/workflow'
import { Button, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { connectionKindsQuery, connectionsQuery } from '../../../api/connections.ts'
import { nodeKindsQuery } from '../../../api/workflows.ts'
import { Allowed } from '../../../lib/allowed.tsx'
import { schemaFor } from '../../model/schema-for.ts'
import css from './form.module.css'

const ConnectionDialog = lazy(async () => {
  const { ConnectionDialog: dialog } = await import('../../../feature/connection/connection-dialog.tsx')
  return { default: dialog }
})

type Props = {
  readonly node: WorkflowNode
  readonly kind: NodeKind
  readonly document: WorkflowDocument
  readonly onChange?: ((node: WorkflowNode) => void) | undefined
}

/** The stored connections that the node works with, one of each kind it needs. */
export function ConnectionFields({ node, kind, document, onChange }: Props) {
  const needed = connectionKindsOf(fieldsOf(schemaFor(kind, node.version)), asParameters(node))
  return needed.map((type) => <ConnectionField key={type} type={type} node={node} document={document} onChange={onChange} />)
}

const asParameters = ({ version, parameters }: WorkflowNode) => ({ version, parameters: parameters as Parameters })

const withConnection = (node: WorkflowNode, type: string, { id, name }: Pick<Connection, 'id' | 'name'>): WorkflowNode => ({
  ...node,
  connections: { ...node.connections, [type]: { id, name } },
})

type FieldProps = Omit<Props, 'kind'> & { readonly type: string }

function ConnectionField({ type, node, document, onChange }: FieldProps) {
  const { t } = useTranslation('form')
  const [isNew, setNew] = useState(false)
  const [made, setMade] = useState<Connection>()
  const kinds = useQuery(connectionKindsQuery).data?.items ?? []
  const stored = useQuery(connectionsQuery).data?.items
  const chosen = node.connections?.[type]
  const found = stored?.find((one) => one.type === type && (one.id === chosen?.id || one.name === chosen?.name))
  const title = kinds.find((one) => one.type === type)?.title ?? type
  const own = (stored ?? []).filter((one) => one.type === type)
  const isMissing = stored !== undefined && found === undefined
  const others = useEmptyOthers(document, node, type)
  const problem = !isMissing
    ? undefined
    : chosen === undefined
      ? t('connectionNeeded')
      : t('connectionGone', { name: chosen.name })
  return (
    <div className={css['field']}>
      <div className={css['connection']}>
        <Select
          label={t('connectionOf', { kind: title })}
          data={own.map(({ id, name }) => ({ value: id, label: name }))}
          value={found?.id ?? null}
          placeholder={chosen?.name ?? t('connectionChoose')}
          readOnly={onChange === undefined}
          searchable={own.length > 8}
          error={problem}
          nothingFoundMessage={t('connectionNone')}
          onChange={(id) => {
            const next = own.find((one) => one.id === id)
            if (next !== undefined) onChange?.(withConnection(node, type, next))
          }}
        />
        {onChange === undefined ? null : (
          <Allowed permission="connection:write">
            <Button
              leftSection={<Plus size={14} aria-hidden />}
              onClick={() => setNew(true)}
              aria-label={t('connectionNewOf', { kind: title })}
            >
              {t('connectionNew')}
            </Button>
          </Allowed>
        )}
      </div>
      {made === undefined || others.length === 0 || onChange === undefined ? null : (
        <p className={css['offer']}>
          {t('connectionOthers', { count: others.length, names: others.map((one) => one.name).join(', ') })}{' '}
          <Button
            size="xs"
            onClick={() => {
              for (const other of others) onChange(withConnection(other, type, made))
              setMade(undefined)
            }}
          >
            {t('connectionUseThere')}
          </Button>
        </p>
      )}
      {isNew ? (
        <Suspense>
          <ConnectionDialog
            connection={undefined}
            kinds={kinds.filter((one) => one.type === type)}
            onClose={() => setNew(false)}
            onSaved={(connection) => {
              setMade(connection)
              onChange?.(withConnection(node, type, connection))
            }}
          />
        </Suspense>
      ) : null}
    </div>
  )
}

/** Other nodes that need a connection of the kind and have none. */
function useEmptyOthers(document: WorkflowDocument, node: WorkflowNode, type: string): readonly WorkflowNode[] {
  const kinds = useQuery(nodeKindsQuery).data?.items ?? []
  return document.nodes.filter((other) => {
    const kind =
      other.id === node.id || other.connections?.[type] !== undefined ? undefined : kinds.find((one) => one.type === other.type)
    return kind !== undefined && connectionKindsOf(fieldsOf(schemaFor(kind, other.version)), asParameters(other)).includes(type)
  })
}
