import type { NodeKind } from '@steward/contract/api/workflow'
import { type FormField, fieldsOf } from '@steward/contract/node-form'
import type { WorkflowNode } from '@steward/contract/workflow'
import { useTranslation } from 'react-i18next'
import { EffectChip } from '../../../ui/effect-chip.tsx'
import { effectOf } from '../../model/effect.ts'
import { schemaFor } from '../../model/schema-for.ts'
import css from './form.module.css'

type Props = { readonly node: WorkflowNode; readonly kind: NodeKind }

/** What the kind of a node does and what each of its parameters means, made from its schema. */
export function NodeDocs({ node, kind }: Props) {
  const { t } = useTranslation('form')
  const fields = fieldsOf(schemaFor(kind, node.version))
  return (
    <div className={css['docs']}>
      <p>{kind.description}</p>
      <p className="row" style={{ gap: 8 }}>
        <EffectChip effect={effectOf(node, kind)} label />
        <span className="ink2">{t('docsVersion', { version: node.version, type: kind.type })}</span>
      </p>
      {fields.length === 0 ? <p className="ink2">{t('nothingToSet')}</p> : <FieldDocs fields={fields} />}
    </div>
  )
}

function FieldDocs({ fields }: { readonly fields: readonly FormField[] }) {
  const { t } = useTranslation('form')
  return (
    <dl>
      {fields.map((field) => (
        <div key={field.name}>
          <dt>
            {field.title === '' ? field.name : field.title} <code>{field.name}</code>
          </dt>
          <dd>
            {field.help === undefined ? null : <p>{field.help}</p>}
            {field.choices.length === 0 ? null : (
              <p>{t('docsChoices', { choices: field.choices.map(({ label }) => label).join(', ') })}</p>
            )}
            {field.fallback === undefined || field.fallback === '' ? null : (
              <p>{t('docsDefault', { value: defaultInWords(field) })}</p>
            )}
            {field.fields.length === 0 ? null : <FieldDocs fields={field.fields} />}
          </dd>
        </div>
      ))}
    </dl>
  )
}

const defaultInWords = ({ fallback, choices }: FormField): string =>
  choices.find(({ value }) => value === fallback)?.label ?? (typeof fallback === 'string' ? fallback : JSON.stringify(fallback))
