import type { WorkflowNode } from '@steward/contract/workflow'
import { useTranslation } from 'react-i18next'
import css from './panel.module.css'

const facts = ['disabled', 'retryOnFail', 'maxTries', 'waitBetweenTriesMs', 'alwaysOutputData', 'executeOnce'] as const

/** What was set beside the parameters, in words; what is as by default is not listed. */
export function NodeSettings({ node }: { readonly node: WorkflowNode }) {
  const { t } = useTranslation('editor')
  const { settings } = node
  const lines = facts.flatMap((name) => {
    const value = settings[name]
    return value === undefined || value === false ? [] : [[t(`set_${name}`), value === true ? t('yes') : String(value)] as const]
  })
  const onError =
    settings.onError === undefined || settings.onError === 'stopWorkflow'
      ? []
      : [[t('set_onError'), t(`onError_${settings.onError}`)] as const]
  const connections = Object.values(node.connections ?? {}).map(({ name }) => [t('connection'), name] as const)
  const all = [...connections, ...lines, ...onError]
  if (all.length === 0) return <p className={css['about']}>{t('noSettings')}</p>
  return (
    <dl className={css['parameters']}>
      {all.map(([name, value]) => (
        <div key={`${name} ${value}`}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
