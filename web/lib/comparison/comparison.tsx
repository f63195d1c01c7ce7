import type { DocumentComparison } from '@steward/contract/api/publication'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { workflowQuery } from '../../api/workflows.ts'
import { ValueChanges } from './value-changes.tsx'
import css from './comparison.module.css'

type Node = DocumentComparison['nodes']['added'][number]

/** What makes one version behave otherwise than another, but for its effects: those stand on the risk sheet. */
export function Comparison({ comparison }: { readonly comparison: DocumentComparison }) {
  const { t } = useTranslation('publication')
  const { nodes, edges, settings, connections, variables, workflows, same } = comparison
  if (same) return <p className="dim">{t('changesNone')}</p>
  return (
    <div className={css['parts']}>
      {nodes.changed.length === 0 ? null : (
        <Part title={t('nodesChanged')}>
          {nodes.changed.map(({ id, name, nameBefore, type, changes }) => (
            <div key={id} className={css['node']}>
              <div>
                <span className="b">{name}</span>{' '}
                {name === nameBefore ? null : <span className="dim">{t('wasCalled', { name: nameBefore })}</span>}{' '}
                <span className="mono dim">{type}</span>
              </div>
              <ValueChanges changes={changes} />
            </div>
          ))}
        </Part>
      )}
      <Nodes title={t('nodesAdded')} nodes={nodes.added} />
      <Nodes title={t('nodesRemoved')} nodes={nodes.removed} isGone />
      {settings.length === 0 ? null : (
        <Part title={t('settings')}>
          <ValueChanges changes={settings} />
        </Part>
      )}
      <Names title={t('edges')} names={edges} />
      <Names title={t('connections')} names={connections} />
      <Names title={t('variables')} names={variables} />
      <Names title={t('workflows')} names={workflows} draw={(id) => <Called id={id} />} />
    </div>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h4>{title}</h4>
      {children}
    </section>
  )
}

function Nodes({ title, nodes, isGone = false }: { title: string; nodes: readonly Node[]; isGone?: boolean }) {
  if (nodes.length === 0) return null
  return (
    <Part title={title}>
      <ul className={css['names']}>
        {nodes.map(({ id, name, type }) => (
          <li key={id}>
            <Name isGone={isGone}>{name}</Name> <span className="mono dim">{type}</span>
          </li>
        ))}
      </ul>
    </Part>
  )
}

type NamesProps = {
  readonly title: string
  readonly names: DocumentComparison['variables']
  readonly draw?: (name: string) => ReactNode
}

function Names({ title, names: { added, removed }, draw = (name) => name }: NamesProps) {
  if (added.length + removed.length === 0) return null
  return (
    <Part title={title}>
      <ul className={css['names']}>
        {added.map((name) => (
          <li key={`+${name}`}>
            <Name>{draw(name)}</Name>
          </li>
        ))}
        {removed.map((name) => (
          <li key={`-${name}`}>
            <Name isGone>{draw(name)}</Name>
          </li>
        ))}
      </ul>
    </Part>
  )
}

function Name({ isGone = false, children }: { readonly isGone?: boolean; readonly children: ReactNode }) {
  const { t } = useTranslation('publication')
  const Mark = isGone ? 'del' : 'ins'
  return (
    <Mark>
      <span className="sr">{isGone ? t('removed') : t('added')}: </span>
      {children}
    </Mark>
  )
}

/** A workflow is known by its id; one that is gone, or not for this person's eyes, keeps it. */
function Called({ id }: { readonly id: string }) {
  const { data } = useQuery({ ...workflowQuery(id), retry: false })
  if (data === undefined) return id
  return (
    <Link to="/workflows/$workflowId" params={{ workflowId: id }}>
      {data.summary.name}
    </Link>
  )
}
