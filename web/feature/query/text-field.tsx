import type { Instance } from '@steward/contract/api/instance'
import type { QueryFinding } from '@steward/contract/api/query'
import { Button, FileButton, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { FileCode2 } from 'lucide-react'
import { type DragEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { catalogQuery } from '../../api/instances.ts'
import { formatBytes } from '../../lib/format.ts'
import { Kbd } from '../../ui/kbd.tsx'
import { CodeField } from './code-field.tsx'
import type { Draft } from './draft.ts'
import css from './query.module.css'
import { readScript, type ScriptFault } from './script-file.ts'

type Props = {
  readonly draft: Draft
  readonly set: (change: Partial<Draft>) => void
  readonly instance: Instance | undefined
  readonly findings: readonly QueryFinding[]
  readonly isFixed: boolean
  readonly onSubmit: () => void
}

const noTables: readonly never[] = []

/** One statement, or a script that is typed or comes as a file. */
export function TextField({ draft, set, instance, findings, isFixed, onSubmit }: Props) {
  const { t } = useTranslation('query')
  const [fault, setFault] = useState<ScriptFault>()
  const [isOver, setOver] = useState(false)
  const catalog = useQuery({
    ...catalogQuery(instance?.id ?? '', draft.database ?? ''),
    enabled: instance !== undefined && draft.database !== null,
  })
  const kind = instance?.kind ?? 'postgresql'
  const tables = catalog.data?.items ?? noTables
  const language = useMemo(() => ({ kind, tables }), [kind, tables])
  const take = async (file: File | null | undefined) => {
    if (file === null || file === undefined) return
    const read = await readScript(file)
    setFault('fault' in read ? read.fault : undefined)
    if ('text' in read)
      set({ text: read.text, fileName: file.name.slice(0, 255), ...(isFixed ? {} : { form: 'script' as const }) })
  }
  const drop = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files[0])
  }
  const over = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    setOver(true)
  }
  return (
    <section
      className={css['writing']}
      data-over={isOver || undefined}
      aria-label={t('text')}
      onDrop={drop}
      onDragOver={over}
      onDragLeave={() => setOver(false)}
    >
      <div className={css['writingHead']}>
        <SegmentedControl
          aria-label={t('form')}
          disabled={isFixed}
          value={draft.form}
          onChange={(form) =>
            set({ form: form === 'script' ? 'script' : 'query', ...(form === 'query' ? { fileName: null } : {}) })
          }
          data={[
            { value: 'query', label: t('form_query') },
            { value: 'script', label: t('form_script') },
          ]}
        />
        <FileButton onChange={(file) => void take(file)} accept=".sql,.js,.mongodb,.txt,text/*">
          {(props) => (
            <Button {...props} leftSection={<FileCode2 size={14} aria-hidden />}>
              {t('openFile')}
            </Button>
          )}
        </FileButton>
        {draft.fileName === null ? null : <span className="mono ell">{draft.fileName}</span>}
        <span className="sp" />
        <span className="xxs dim num hide-s">{draft.text === '' ? '' : formatBytes(new Blob([draft.text]).size)}</span>
        <span className="xxs dim hide-s">
          <Kbd>Ctrl</Kbd> <Kbd>Enter</Kbd> {t('submits')}
        </span>
      </div>
      {fault === undefined ? null : (
        <p role="alert" className={css['fault']}>
          {t(`script_${fault}`)}
        </p>
      )}
      <div className={css['editor']}>
        <CodeField
          value={draft.text}
          onChange={(text) => set({ text })}
          onSubmit={onSubmit}
          language={language}
          findings={findings}
          label={t('text')}
          hint={t(kind === 'mongodb' ? 'hint_mongodb' : 'hint_postgresql')}
        />
      </div>
    </section>
  )
}
