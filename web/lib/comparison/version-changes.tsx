import type { DocumentComparison } from '@steward/contract/api/publication'
import { useTranslation } from 'react-i18next'
import { Comparison } from './comparison.tsx'
import { EffectChanges } from './effect-changes.tsx'
import css from './comparison.module.css'

/** The risk sheet of a version, and below it what makes it behave otherwise than another one. */
export function VersionChanges({ comparison }: { readonly comparison: DocumentComparison }) {
  const { t } = useTranslation('publication')
  return (
    <div className={css['both']}>
      <section>
        <h3>{t('risk')}</h3>
        <EffectChanges effects={comparison.effects} />
      </section>
      <section>
        <h3>{t('changes')}</h3>
        <Comparison comparison={comparison} />
      </section>
    </div>
  )
}
