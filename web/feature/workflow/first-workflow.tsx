import { Button, FileButton } from '@mantine/core'
import { ArrowRight, Check, Terminal, Upload } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { BrandMark } from '../../ui/brand-mark.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { ServiceTile } from '../../ui/service-tile.tsx'
import { DrawChoice } from './start/draw-choice.tsx'
import { FirstSteps } from './start/first-steps.tsx'
import { TemplateChoice } from './start/template-choice.tsx'
import css from './list.module.css'

/** An empty workspace leads to a first workflow: bring what there is, or take an example. */
export function FirstWorkflow({
  onFiles,
  onOpenDialog,
}: {
  readonly onFiles: (files: readonly File[]) => void
  readonly onOpenDialog: () => void
}) {
  const { t } = useTranslation('workflow')
  return (
    <div className={css['first']}>
      <h1>{t('firstTitle')}</h1>
      <p className={css['lead']}>{t('firstText')}</p>
      <div className={css['choices']}>
        <section className={`card ${css['choice']}`}>
          <header>
            <h2>{t('fromN8n')}</h2>
            <span className={css['accent']}>{t('bringAll')}</span>
          </header>
          <div className={css['drop']}>
            <div className="row" style={{ justifyContent: 'center', gap: 10 }}>
              <ServiceTile icon="brand:n8n" name="n8n" />
              <ArrowRight size={16} color="var(--ink-3)" aria-hidden />
              <BrandMark size={24} />
            </div>
            <div className="b" style={{ marginTop: 14 }}>
              {t('dropHere')}
            </div>
            <div className="xs dim" style={{ marginTop: 2 }}>
              {t('orPaste')} <Kbd>Ctrl</Kbd> <Kbd>V</Kbd>
            </div>
          </div>
          <ul className={css['checks']}>
            {([t('check1'), t('check2'), t('check3')] as const).map((line) => (
              <li key={line}>
                <Check size={14} aria-hidden />
                {line}
              </li>
            ))}
          </ul>
          <span className="sp" />
          <FileButton multiple accept=".json,application/json" onChange={onFiles}>
            {(props) => (
              <Button {...props} variant="filled" fullWidth leftSection={<Upload size={14} aria-hidden />}>
                {t('chooseFiles')}
              </Button>
            )}
          </FileButton>
          <Button onClick={onOpenDialog} fullWidth>
            {t('pasteLabel')}
          </Button>
        </section>
        <TemplateChoice />
        <DrawChoice />
      </div>
      <div style={{ marginTop: 16 }}>
        <FirstSteps />
      </div>
      <p className="xs dim row" style={{ marginTop: 18, justifyContent: 'center' }}>
        <Terminal size={14} aria-hidden />
        {t('fromCode')} <span className="mono">npx steward import workflows/</span>
      </p>
    </div>
  )
}
