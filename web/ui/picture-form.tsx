import { pictureBytesMax } from '@steward/contract/picture'
import { Button, FileButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { notifyDone, notifyFailure } from './notify.tsx'
import css from './picture-form.module.css'

type Props = {
  /** The picture as it is, or what stands in its place. */
  readonly mark: ReactNode
  readonly hasPicture: boolean
  readonly isReadOnly?: boolean
  readonly isPending: boolean
  /** Stores a file; null removes the picture. */
  readonly save: (file: File | null, options: { readonly onSuccess: () => void }) => void
}

/** Chooses, changes and removes a picture that is stored at once. */
export function PictureForm({ mark, hasPicture, isReadOnly = false, isPending, save }: Props) {
  const { t } = useTranslation('common')
  const store = (file: File | null) => save(file, { onSuccess: () => notifyDone(t('saved')) })
  const choose = (file: File | null) => {
    if (file === null) return
    // Said before a large file travels.
    if (file.size > pictureBytesMax) notifyFailure(t('actionFailed'), t('pictureTooLarge'))
    else store(file)
  }
  return (
    <div className={css['form']}>
      {mark}
      {isReadOnly ? null : (
        <div className={css['choices']}>
          <p className="ink2 xs">{t('pictureHelp')}</p>
          <div className={css['buttons']}>
            <FileButton
              accept="image/png,image/jpeg,image/webp"
              onChange={choose}
              inputProps={{ 'aria-label': t('pictureChoose') }}
            >
              {(props) => (
                <Button {...props} loading={isPending}>
                  {t('pictureChoose')}
                </Button>
              )}
            </FileButton>
            {hasPicture ? <Button onClick={() => store(null)}>{t('remove')}</Button> : null}
          </div>
        </div>
      )}
    </div>
  )
}
