import { ActionIcon, Tooltip } from '@mantine/core'
import { Panel, useReactFlow } from '@xyflow/react'
import { Map, Maximize, Minus, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import css from './canvas.module.css'

const moveMs = 160

export function ZoomControls({ map, onMap }: { readonly map: boolean; readonly onMap: () => void }) {
  const { t } = useTranslation('editor')
  const { zoomIn, zoomOut, fitView } = useReactFlow()
  const buttons = [
    [t('zoomOut'), Minus, () => void zoomOut({ duration: moveMs })],
    [t('zoomIn'), Plus, () => void zoomIn({ duration: moveMs })],
    [t('fit'), Maximize, () => void fitView({ duration: moveMs, maxZoom: 1, padding: 0.12 })],
    [t('map'), Map, onMap],
  ] as const
  return (
    <Panel position="bottom-right" className={css['zoom'] ?? ''}>
      {buttons.map(([label, Icon, act]) => (
        <Tooltip key={label} label={label}>
          <ActionIcon size={26} aria-label={label} aria-pressed={act === onMap ? map : undefined} onClick={act}>
            <Icon size={14} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ))}
    </Panel>
  )
}
