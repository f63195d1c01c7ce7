import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Download, ExternalLink, File } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { itemFileQuery } from '../../../api/item-file.ts'
import { formatBytes } from '../../../lib/format.ts'
import { JsonText } from '../../../ui/json-text.tsx'
import type { BinaryFact } from '../../model/item-views.ts'
import css from './items.module.css'

const previewMaxBytes = 20_000_000
const charsShown = 20_000

/** The files of the items: pictures, texts, sound and film are shown, everything can be saved. */
export function FilesView({
  files,
  executionId,
}: {
  readonly files: readonly BinaryFact[]
  readonly executionId: string | undefined
}) {
  const { t } = useTranslation('values')
  return (
    <ul className={css['files']} aria-label={t('view_binary')}>
      {files.map((file) => (
        <li key={`${file.item} ${file.name}`}>
          <FileCard file={file} executionId={executionId} />
        </li>
      ))}
    </ul>
  )
}

function FileCard({ file, executionId }: { readonly file: BinaryFact; readonly executionId: string | undefined }) {
  const { t } = useTranslation('values')
  const look = lookOf(file.mimeType)
  const isSmall = (file.bytes ?? 0) <= previewMaxBytes
  const [isWanted, setIsWanted] = useState(look !== 'none' && isSmall && file.data !== undefined)
  const { blob, error } = useBlob(file, executionId, isWanted)
  const url = useUrl(blob)
  return (
    <>
      <div className={css['fileHead']}>
        <File size={14} aria-hidden />
        <span className="ell b">{file.fileName}</span>
        <span className="xs dim sp">
          {[t('itemPlace', { number: file.item + 1 }), file.mimeType, formatBytes(file.bytes)]
            .filter((part) => part !== '')
            .join(' · ')}
        </span>
        {url === undefined ? null : (
          <>
            {look === 'pdf' ? (
              <a className="link xs" href={url} target="_blank" rel="noreferrer">
                <ExternalLink size={12} aria-hidden /> {t('openPdf')}
              </a>
            ) : null}
            <a className="link xs" href={url} download={file.fileName}>
              <Download size={12} aria-hidden /> {t('download')}
            </a>
          </>
        )}
        {isWanted || (file.data === undefined && file.id === undefined) ? null : (
          <Button size="compact-xs" onClick={() => setIsWanted(true)}>
            {look === 'none' ? t('fetchFile') : t('showFile')}
          </Button>
        )}
      </div>
      {error === null ? null : <p className={css['cut']}>{t('fileGone')}</p>}
      {blob === undefined || url === undefined ? null : <Shown look={look} blob={blob} url={url} name={file.fileName} />}
    </>
  )
}

type Look = 'image' | 'text' | 'json' | 'pdf' | 'audio' | 'video' | 'none'

function lookOf(mimeType: string): Look {
  if (/^image\/(?:png|jpeg|gif|webp|avif|bmp)/.test(mimeType)) return 'image'
  if (mimeType.startsWith('audio/')) return 'audio'
  if (mimeType.startsWith('video/')) return 'video'
  if (mimeType.startsWith('application/pdf')) return 'pdf'
  if (/json/.test(mimeType)) return 'json'
  return /^text\/|xml|yaml|csv|javascript/.test(mimeType) ? 'text' : 'none'
}

/** Only kinds that a browser does nothing with but show them keep their own type; a page among them would be ours. */
const safeType = (mimeType: string) =>
  ['image', 'audio', 'video', 'pdf'].includes(lookOf(mimeType)) ? (mimeType.split(';')[0] ?? '') : 'application/octet-stream'

function useBlob(file: BinaryFact, executionId: string | undefined, isWanted: boolean) {
  const type = safeType(file.mimeType)
  const here = useMemo(
    () => (file.data === undefined || !isWanted ? undefined : fromBase64(file.data, type)),
    [file.data, type, isWanted],
  )
  const isStored = isWanted && file.data === undefined && file.id !== undefined && executionId !== undefined
  const asked = useQuery({ ...itemFileQuery(executionId ?? '', file.id ?? ''), enabled: isStored })
  const blob = useMemo(
    () => here ?? (asked.data === undefined ? undefined : new Blob([asked.data], { type })),
    [here, asked.data, type],
  )
  return { blob, error: asked.error }
}

function fromBase64(data: string, type: string): Blob | undefined {
  try {
    return new Blob([Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0))], { type })
  } catch {
    return undefined
  }
}

function useUrl(blob: Blob | undefined): string | undefined {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    if (blob === undefined) return undefined
    const made = URL.createObjectURL(blob)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [blob])
  return blob === undefined ? undefined : url
}

function Shown({
  look,
  blob,
  url,
  name,
}: {
  readonly look: Look
  readonly blob: Blob
  readonly url: string
  readonly name: string
}) {
  switch (look) {
    case 'image':
      return <img className={css['image']} src={url} alt={name} />
    case 'audio':
      // oxlint-disable-next-line jsx-a11y/media-has-caption -- Nobody has made captions for data.
      return <audio controls src={url} aria-label={name} />
    case 'video':
      // oxlint-disable-next-line jsx-a11y/media-has-caption -- Nobody has made captions for data.
      return <video className={css['image']} controls src={url} aria-label={name} />
    case 'json':
    case 'text':
      return <TextFile blob={blob} isJson={look === 'json'} />
    case 'pdf':
    case 'none':
    default:
      return null
  }
}

function TextFile({ blob, isJson }: { readonly blob: Blob; readonly isJson: boolean }) {
  const [text, setText] = useState('')
  useEffect(() => {
    let isLate = false
    void blob
      .slice(0, charsShown * 4)
      .text()
      .then((read) => (isLate ? undefined : setText(read.slice(0, charsShown))))
    return () => {
      isLate = true
    }
  }, [blob])
  const json = useMemo(() => (isJson ? parsed(text) : undefined), [isJson, text])
  return json === undefined ? (
    <pre className={css['text']} tabIndex={0}>
      {text}
    </pre>
  ) : (
    <JsonText value={json} charsMax={charsShown} />
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
