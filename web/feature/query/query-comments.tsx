import type { Query } from '@steward/contract/api/query'
import { Button, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../api/problem.ts'
import { queryCommentsQuery, useCommentOnQuery } from '../../api/queries.ts'
import { formatFullTime, formatTime, initials } from '../../lib/format.ts'
import { Problem } from '../../ui/feedback.tsx'
import css from './query.module.css'

/** Why it was asked, and what was said since. */
export function QueryComments({ query }: { readonly query: Query }) {
  const { t } = useTranslation('query')
  const comments = useQuery(queryCommentsQuery(query.id))
  const items = comments.data?.items ?? []
  const { comments: why, requester, createdAt } = query
  return (
    <section>
      <h2>{t('thread')}</h2>
      <ul className={css['thread']}>
        {why === null ? null : <Comment name={requester?.name} at={createdAt} text={why} />}
        {items.map(({ id, by, text, at }) => (
          <Comment key={id} name={by?.name} at={at} text={text} />
        ))}
      </ul>
      {why === null && items.length === 0 && comments.isSuccess ? <p className={css['quiet']}>{t('noComments')}</p> : null}
      {comments.isError ? <Problem title={t('loadFailed', { ns: 'common' })} text={sentenceOf(comments.error)} /> : null}
      <CommentForm id={query.id} />
    </section>
  )
}

type CommentProps = { readonly name: string | undefined; readonly at: string; readonly text: string }

function Comment({ name, at, text }: CommentProps) {
  const { t } = useTranslation('query')
  const today = t('today', { ns: 'common' })
  const person = name ?? t('somebody')
  return (
    <li>
      <span className={css['face']} aria-hidden>
        {initials(person)}
      </span>
      <div className="sp">
        <span className="b">{person}</span>{' '}
        <span className="xs dim num" title={formatFullTime(at)}>
          {formatTime(at, new Date(), today)
            .replace(`${today}, `, '')
            .replace(/:\d\d$/, '')}
        </span>
        <p className={css['said']}>{text}</p>
      </div>
    </li>
  )
}

function CommentForm({ id }: { readonly id: string }) {
  const { t } = useTranslation('query')
  const comment = useCommentOnQuery()
  const [text, setText] = useState('')
  const send = () => {
    if (text.trim() !== '' && !comment.isPending) comment.mutate({ id, text: text.trim() }, { onSuccess: () => setText('') })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send()
  }
  return (
    <form onSubmit={submit} className={css['commentForm']}>
      <Textarea
        aria-label={t('comment')}
        placeholder={t('commentPlaceholder')}
        autosize
        minRows={1}
        maxRows={8}
        maxLength={5000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send()
        }}
      />
      {comment.error === null ? null : <p className={css['fault']}>{sentenceOf(comment.error)}</p>}
      {text.trim() === '' ? null : (
        <Button type="submit" loading={comment.isPending}>
          {t('say')}
        </Button>
      )}
    </form>
  )
}
