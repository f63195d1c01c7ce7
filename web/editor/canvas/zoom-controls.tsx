import { ActionIcon, Tooltip } from '@mantine/core'
import { Panel, useReactFlow } from '@xyflow/react'
import { Map, Maximize, Minus, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import css from './canvas.module.css'
import { KeyTip } from './key-tip.tsx'
import type { ActionName } from './keys.ts'

const moveMs = 160

export function ZoomControls({ map, onMap }: { readonly map: boolean; readonly onMap: () => void }) {
  const { t } = useTranslation('editor')
  const { zoomIn, zoomOut, fitView } = useReactFlow()
  const buttons = [
    ['zoomOut', t('zoomOut'), Minus, () => void zoomOut({ duration: moveMs })],
    ['zoomIn', t('zoomIn'), Plus, () => void zoomIn({ duration: moveMs })],
    ['fit', t('fit'), Maximize, () => void fitView({ duration: moveMs, maxZoom: 1, padding: 0.12 })],
    ['map', t('map'), Map, onMap],
  ] as const satisfies readonly (readonly [ActionName, string, typeof Map, () => void])[]
  return (
    <Panel position="bottom-right" className={css['zoom'] ?? ''}>
      {buttons.map(([name, label, Icon, act]) => (
        <Tooltip key={name} label={<KeyTip label={label} name={name} />}>
          <ActionIcon size={26} aria-label={label} aria-pressed={name === 'map' ? map : undefined} onClick={act}>
            <Icon size={14} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ))}
    </Panel>
  )
}
