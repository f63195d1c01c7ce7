import { Button } from '@mantine/core'
import { ListChecks } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useKey } from '../../../lib/use-key.ts'
import { Kbd } from '../../../ui/kbd.tsx'
import type { PlanState } from './use-plan.ts'
import css from './plan.module.css'

/** Opens the plan, and makes it at once; also by the key P. */
export function PlanButton({ state: { isOpen, toggle } }: { readonly state: PlanState }) {
  const { t } = useTranslation('plan')
  useKey('p', toggle)
  return (
    <Button
      className={css['button'] ?? ''}
      aria-pressed={isOpen}
      aria-keyshortcuts="P"
      leftSection={<ListChecks size={14} aria-hidden />}
      rightSection={
        <span className="hide-s" aria-hidden>
          <Kbd>P</Kbd>
        </span>
      }
      onClick={toggle}
    >
      <span className={css['label']}>{t('plan')}</span>
    </Button>
  )
}
