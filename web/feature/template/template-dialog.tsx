import { Button, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFocusBack } from '../../lib/use-focus-back.ts'
import { sentenceOf } from '../../api/problem.ts'
import { templateQuery, useTemplate } from '../../api/templates.ts'
import { Allowed } from '../../lib/allowed.tsx'
import { Problem, SkeletonRows } from '../../ui/feedback.tsx'
import { Tag } from '../../ui/kbd.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { SmallDrawing } from './small-drawing.tsx'
import css from './template.module.css'

/** What a template looks like, before it is used. */
export function TemplateDialog({ templateKey, onClose }: { readonly templateKey: string; readonly onClose: () => void }) {
  const { t } = useTranslation('template')
  useFocusBack()
  const navigate = useNavigate()
  const found = useQuery(templateQuery(templateKey))
  const use = useTemplate()
  const take = (title: string) =>
    use.mutate(templateKey, {
      onSuccess: ({ summary }) => {
        notifyDone(t('opened', { title }))
        void navigate({ to: '/workflows/$workflowId', params: { workflowId: summary.id } })
      },
    })
  const { template, document } = found.data ?? {}
  return (
    <Modal
      opened
      onClose={onClose}
      size={880}
      title={template?.title ?? t('title')}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      {found.isPending ? <SkeletonRows rows={4} /> : null}
      {found.isError ? <Problem title={t('loadFailed', { ns: 'common' })} text={sentenceOf(found.error)} /> : null}
      {template === undefined || document === undefined ? null : (
        <div className={css['about']}>
          <p className="ink2">{template.description}</p>
          <SmallDrawing document={document} />
          <div className={css['foot']}>
            {template.categories.map((name) => (
              <Tag key={name}>{name}</Tag>
            ))}
            <span className="xs dim">
              {template.connections.length === 0 ? t('asIs') : `${t('needs')}: ${template.connections.join(', ')}`}
            </span>
            <span className="sp" />
            <Allowed permission="workflow:write">
              <Button variant="filled" loading={use.isPending} onClick={() => take(template.title)} data-autofocus>
                {t('use')}
              </Button>
            </Allowed>
          </div>
        </div>
      )}
    </Modal>
  )
}
