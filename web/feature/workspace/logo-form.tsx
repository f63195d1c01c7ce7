import type { Workspace } from '@steward/contract/api/workspace'
import { useSetLogo } from '../../api/workspaces.ts'
import { PictureForm } from '../../ui/picture-form.tsx'
import { WorkspaceMark } from './workspace-mark.tsx'

type Props = { readonly workspace: Workspace; readonly isReadOnly: boolean }

export function LogoForm({ workspace, isReadOnly }: Props) {
  const setLogo = useSetLogo()
  const { id, name, logo } = workspace
  return (
    <PictureForm
      mark={<WorkspaceMark id={id} name={name} logo={logo} size={56} />}
      hasPicture={logo !== null}
      isReadOnly={isReadOnly}
      isPending={setLogo.isPending}
      save={setLogo.mutate}
    />
  )
}
