import { ActionIcon, Tabs, Tooltip } from '@mantine/core'
import { X } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { EffectChip } from '../../ui/effect-chip.tsx'
import { ServiceTile } from '../../ui/service-tile.tsx'
import { fieldProblems } from '../model/field-problems.ts'
import { effectOf } from '../model/effect.ts'
import { NameField } from './name-field.tsx'
import type { PanelProps } from './node-panel.tsx'
import { NodeSettings } from './node-settings.tsx'
import { ConnectionFields } from './form/connection-field.tsx'
import { NodeDocs } from './form/node-docs.tsx'
import { NodeForm } from './form/node-form.tsx'
import { Parameters } from './parameters.tsx'
import css from './panel.module.css'

type Props = PanelProps & { readonly headOnly?: boolean; readonly bodyOnly?: boolean }

/** What the node is and what it was told to do. */
export function NodePane({ headOnly = false, bodyOnly = false, ...props }: Props) {
  const { t } = useTranslation('editor')
  const { node, kind, document, onClose, onChange } = props
  return (
    <div className={css['pane']} style={headOnly ? { flex: 'none', border: 0 } : {}}>
      {bodyOnly ? null : (
        <div className={css['head']}>
          <ServiceTile icon={kind?.icon} name={node.name} small />
          {onChange === undefined ? (
            <h2>{node.name}</h2>
          ) : (
            <NameField key={node.name} node={node} document={document} onChange={onChange} />
          )}
          {kind === undefined ? null : <EffectChip effect={effectOf(node, kind)} label />}
          <span className="sp" />
          <Tooltip label={`${t('closePanel')} (Esc)`}>
            <ActionIcon aria-label={t('closePanel')} onClick={onClose}>
              <X size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </div>
      )}
      {headOnly ? null : <Body {...props} />}
    </div>
  )
}

function Body({ node, kind, document, executions, executionId, onChange }: PanelProps) {
  const { t } = useTranslation(['editor', 'form'])
  const problems = useMemo(
    () =>
      fieldProblems(executions, (message, item) =>
        item === null ? message : `${message} (${t('atItem', { number: item + 1 })})`,
      ),
    [executions, t],
  )
  const notes = node.settings.notes ?? ''
  return (
    <Tabs defaultValue="parameters" style={{ display: 'flex', flexDirection: 'column', minHeight: 0, flex: 1 }}>
      <Tabs.List px={16}>
        <Tabs.Tab value="parameters">{t('parameters')}</Tabs.Tab>
        <Tabs.Tab value="settings">{t('settings')}</Tabs.Tab>
        {kind === undefined ? null : <Tabs.Tab value="docs">{t('docs', { ns: 'form' })}</Tabs.Tab>}
        {notes === '' ? null : <Tabs.Tab value="notes">{t('notes')}</Tabs.Tab>}
      </Tabs.List>
      <Tabs.Panel value="parameters" className={css['body'] ?? ''} tabIndex={0}>
        {kind === undefined ? (
          <div className={css['notice']}>
            <div className="b">{t('placeholderTitle')}</div>
            <p className="ink2">{t('placeholderText', { type: node.type })}</p>
          </div>
        ) : (
          <p className={css['about']}>{kind.description}</p>
        )}
        {kind === undefined ? (
          <Parameters key={node.id} node={node} kind={kind} onChange={onChange} />
        ) : (
          <>
            <ConnectionFields key={`${node.id} connections`} node={node} kind={kind} document={document} onChange={onChange} />
            <NodeForm key={node.id} node={node} kind={kind} executionId={executionId} problems={problems} onChange={onChange} />
          </>
        )}
      </Tabs.Panel>
      <Tabs.Panel value="settings" className={css['body'] ?? ''} tabIndex={0}>
        <NodeSettings node={node} kind={kind} document={document} onChange={onChange} />
      </Tabs.Panel>
      <Tabs.Panel value="docs" className={css['body'] ?? ''} tabIndex={0}>
        {kind === undefined ? null : <NodeDocs node={node} kind={kind} />}
      </Tabs.Panel>
      <Tabs.Panel value="notes" className={css['body'] ?? ''} tabIndex={0}>
        <p style={{ whiteSpace: 'pre-wrap', paddingTop: 12 }}>{notes}</p>
      </Tabs.Panel>
    </Tabs>
  )
}
