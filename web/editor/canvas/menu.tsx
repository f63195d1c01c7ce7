import { Menu } from '@mantine/core'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { KeyCaps } from '../../shell/key-caps.tsx'
import { isPossible, runAction } from './action/actions.ts'
import type { Desk, Point } from './desk.ts'
import { type ActionName, keyOf } from './keys.ts'

const ofNode: readonly (readonly ActionName[])[] = [
  ['open', 'rename', 'runTo', 'openSubWorkflow', 'copyUrl', 'copyTestUrl'],
  ['connect', 'replace', 'disable', 'pin'],
  ['copy', 'cut', 'duplicate', 'paste'],
  ['group', 'ungroup', 'fold', 'subWorkflow', 'selectBefore', 'selectAfter'],
  ['alignLeft', 'alignTop', 'distributeAcross', 'distributeDown', 'tidy'],
  ['remove'],
]
const ofEdge: readonly (readonly ActionName[])[] = [['remove']]
const ofCanvas: readonly (readonly ActionName[])[] = [
  ['add', 'addNote', 'paste'],
  ['selectAll', 'find', 'outline', 'tidy', 'fit'],
  ['undo', 'redo'],
]

type Props = { readonly desk: Desk; readonly at: Point; readonly on: string | undefined; readonly onClose: () => void }

/** What can be done here, with the keys that do the same. */
export function CanvasMenu({ desk, at, on, onClose }: Props) {
  const { t } = useTranslation('canvas')
  const isEdge = on?.includes(' ') === true
  const groups = (on === undefined ? ofCanvas : isEdge ? ofEdge : ofNode)
    .map((names) => names.filter((name) => isPossible(desk, name)))
    .filter((names) => names.length > 0)
  return (
    <Menu opened onClose={onClose} position="bottom-start" offset={0} width={260} returnFocus>
      <Menu.Target>
        <span style={{ position: 'fixed', left: at.x, top: at.y }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={t('menu')} style={{ maxHeight: 'min(560px, 72vh)', overflowY: 'auto' }}>
        {isEdge && desk.editor.mayWrite ? (
          <Menu.Item onClick={() => desk.ask({ kind: 'palette', aim: { kind: 'edge', key: on } })}>{t('insertHere')}</Menu.Item>
        ) : null}
        {groups.map((names, index) => (
          <Fragment key={names[0]}>
            {index === 0 ? null : <Menu.Divider />}
            {names.map((name) => (
              <Menu.Item
                key={name}
                {...(index === 0 && name === names[0] ? { 'data-autofocus': true } : {})}
                rightSection={<KeyCaps keys={keyOf(name).keys[0] ?? ''} />}
                onClick={() => {
                  onClose()
                  runAction(desk, name)
                }}
              >
                {t(`action_${name}`)}
              </Menu.Item>
            ))}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
