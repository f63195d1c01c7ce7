import type { Workspace } from '@steward/contract/api/workspace'
import { Button, FileButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSetLogo } from '../../api/workspaces.ts'
import { notifyDone, notifyFailure } from '../../ui/notify.tsx'
import { WorkspaceMark } from './workspace-mark.tsx'
import css from './workspace.module.css'

/** The same limit as the server's, said before a large file travels. */
const bytesMax = 1_048_576

type Props = { readonly workspace: Workspace; readonly isReadOnly: boolean }

export function LogoForm({ workspace, isReadOnly }: Props) {
  const { t } = useTranslation('workspace')
  const setLogo = useSetLogo()
  const { id, name, logo } = workspace
  const choose = (file: File | null) => {
    if (file === null) return
    if (file.size > bytesMax) notifyFailure(t('actionFailed', { ns: 'common' }), t('logoTooLarge'))
    else setLogo.mutate(file, { onSuccess: () => notifyDone(t('saved')) })
  }
  return (
    <div className={css['logo']}>
      <WorkspaceMark id={id} name={name} logo={logo} size={56} />
      {isReadOnly ? null : (
        <div className={css['form']}>
          <p className="ink2 xs">{t('logoHelp')}</p>
          <div className="row">
            <FileButton accept="image/png,image/jpeg,image/webp" onChange={choose} inputProps={{ 'aria-label': t('logoChoose') }}>
              {(props) => (
                <Button {...props} loading={setLogo.isPending}>
                  {t('logoChoose')}
                </Button>
              )}
            </FileButton>
            {logo === null ? null : (
              <Button onClick={() => setLogo.mutate(null, { onSuccess: () => notifyDone(t('saved')) })}>{t('logoRemove')}</Button>
            )}
          </div>
        </div>
      )}
    </div>
  )
}
