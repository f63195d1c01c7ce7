import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { PenTool, Plus, Zap } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { nodeKindsQuery } from '../../../api/workflows.ts'
import { useNewWorkflow } from '../../../lib/use-new-workflow.ts'
import list from '../list.module.css'
import css from './start.module.css'

/** An empty canvas, and what it is like. */
export function DrawChoice() {
  const { t } = useTranslation('start')
  const draw = useNewWorkflow()
  const kinds = useQuery(nodeKindsQuery).data?.items.length ?? 0
  return (
    <section className={`card ${list['choice']}`}>
      <header>
        <h2>{t('drawIt')}</h2>
      </header>
      <div className={css['drawing']} aria-hidden>
        <span>
          <Zap size={16} />
          <div>
            <b>{t('when')}</b>
            <i className="xs dim">{t('trigger')}</i>
          </div>
        </span>
        <span>
          <Plus size={16} />
          <div>
            <b>{t('afterwards')}</b>
            <i className="xs dim">{t('anyNode', { count: kinds })}</i>
          </div>
        </span>
      </div>
      <p className="ink2">{t('drawText')}</p>
      <span className="sp" />
      <Button fullWidth onClick={draw} leftSection={<PenTool size={14} aria-hidden />}>
        {t('openCanvas')}
      </Button>
    </section>
  )
}
