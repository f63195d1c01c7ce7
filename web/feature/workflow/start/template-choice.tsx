import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { templatesQuery } from '../../../api/templates.ts'
import { EffectSquares } from '../../../ui/effect-chip.tsx'
import { SkeletonRows } from '../../../ui/feedback.tsx'
import css from '../list.module.css'

const shown = 5

/** The first templates, and the way to all of them. */
export function TemplateChoice() {
  const { t } = useTranslation('start')
  const list = useQuery(templatesQuery)
  const all = list.data?.items ?? []
  return (
    <section className={`card ${css['choice']}`}>
      <header>
        <h2>{t('fromTemplate')}</h2>
      </header>
      {list.isPending ? <SkeletonRows rows={shown} /> : null}
      <ul className={css['examples']}>
        {all.slice(0, shown).map(({ key, title, description, effects }) => (
          <li key={key}>
            <div className="sp" style={{ minWidth: 0 }}>
              <Link to="/templates" search={{ open: key }} className="b ell" style={{ display: 'block' }}>
                {title}
              </Link>
              <div className="xs dim ell">{description}</div>
            </div>
            <EffectSquares effects={effects} />
          </li>
        ))}
      </ul>
      <span className="sp" />
      <Button component={Link} to="/templates" fullWidth>
        {t('allTemplates', { count: all.length })}
      </Button>
    </section>
  )
}
