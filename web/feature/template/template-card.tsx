import type { Template } from '@steward/contract/api/template'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { nodeKindsQuery } from '../../api/workflows.ts'
import { EffectSquares } from '../../ui/effect-chip.tsx'
import { ServiceTile } from '../../ui/service-tile.tsx'
import css from './template.module.css'

const tilesShown = 5

export function TemplateCard({ template }: { readonly template: Template }) {
  const { t } = useTranslation('template')
  const kinds = new Map((useQuery(nodeKindsQuery).data?.items ?? []).map((kind) => [kind.type, kind]))
  const { key, title, description, nodeTypes, effects, uses } = template
  return (
    <li className={`card ${css['card']}`}>
      <div className="row">
        {nodeTypes.slice(0, tilesShown).map((type) => (
          <ServiceTile key={type} icon={kinds.get(type)?.icon} name={kinds.get(type)?.title ?? type} small />
        ))}
        {nodeTypes.length > tilesShown ? <span className="xs dim">+{nodeTypes.length - tilesShown}</span> : null}
        <span className="sp" />
        <EffectSquares effects={effects} />
      </div>
      <h2>
        <Link to="/templates" search={(before) => ({ ...before, open: key })} className={css['open'] ?? ''}>
          {title}
        </Link>
      </h2>
      <p className="ink2">{description}</p>
      <span className="sp" />
      <div className="xs dim">
        {t('nodes', { count: template.nodeCount })} · {uses === 0 ? t('neverUsed') : t('used', { count: uses })}
      </div>
    </li>
  )
}
