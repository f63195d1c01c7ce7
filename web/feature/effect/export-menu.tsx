import { Button, Menu } from '@mantine/core'
import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useExport } from '../../api/tasks.ts'
import { withoutUndefined } from '../../lib/without-undefined.ts'
import { effectExportAddress, type EffectFilter } from '../../api/effects.ts'

export function ExportMenu({ filter }: { readonly filter: EffectFilter }) {
  const { t } = useTranslation(['effect', 'notification'])
  const later = useExport()
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button leftSection={<Download size={14} aria-hidden />}>{t('exportAs')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={effectExportAddress('ndjson', filter)} download>
          <div>{t('exportNdjson')}</div>
          <div className="xs dim">{t('exportNdjsonHelp')}</div>
        </Menu.Item>
        <Menu.Item component="a" href={effectExportAddress('csv', filter)} download>
          <div>{t('exportCsv')}</div>
          <div className="xs dim">{t('exportCsvHelp')}</div>
        </Menu.Item>
        <Menu.Item onClick={() => later.mutate({ subject: 'receipts', format: 'csv', filter: withoutUndefined(filter) })}>
          <div>{t('exportLater', { ns: 'notification' })}</div>
          <div className="xs dim">{t('exportLaterHelp', { ns: 'notification' })}</div>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
