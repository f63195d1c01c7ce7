import { Button, FileButton, Textarea } from '@mantine/core'
import { FolderOpen, Upload } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import css from './import.module.css'

type Props = { readonly onFiles: (files: readonly File[]) => void; readonly onText: (text: string) => void }

export function ChooseFiles({ onFiles, onText }: Props) {
  const { t } = useTranslation('workflow')
  const [text, setText] = useState('')
  const folder = useRef<HTMLInputElement>(null)
  return (
    <div style={{ display: 'grid', gap: 16 }}>
      <div className={css['drop']}>
        <div className="b">{t('dropHere')}</div>
        <p className="xs dim" style={{ margin: '2px 0 12px' }}>
          {t('dropAnywhereText')}
        </p>
        <div className="row" style={{ justifyContent: 'center', flexWrap: 'wrap' }}>
          <FileButton multiple accept=".json,application/json" onChange={onFiles}>
            {(props) => (
              <Button {...props} variant="filled" leftSection={<Upload size={14} aria-hidden />}>
                {t('chooseFiles')}
              </Button>
            )}
          </FileButton>
          <Button leftSection={<FolderOpen size={14} aria-hidden />} onClick={() => folder.current?.click()}>
            {t('chooseFolder')}
          </Button>
          <input
            ref={folder}
            type="file"
            hidden
            multiple
            {...{ webkitdirectory: '' }}
            onChange={(event) => onFiles([...(event.currentTarget.files ?? [])])}
          />
        </div>
      </div>
      <Textarea
        label={t('pasteLabel')}
        placeholder={t('pastePlaceholder')}
        rows={5}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mono)', fontSize: 12 } }}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={css['foot']}>
        <span className="sp" />
        <Button disabled={text.trim() === ''} onClick={() => onText(text)}>
          {t('check')}
        </Button>
      </div>
    </div>
  )
}
