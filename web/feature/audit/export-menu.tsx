import { Button, Menu } from '@mantine/core'
import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useExport } from '../../api/tasks.ts'
import { withoutUndefined } from '../../lib/without-undefined.ts'
import { type AuditFilter, type AuditOwner, exportAddress } from '../../api/audit.ts'

type Props = { readonly owner: AuditOwner; readonly filter: AuditFilter }

/** The browser fetches the file itself, so that a large one need not fit into the memory of the page. */
export function ExportMenu({ owner, filter }: Props) {
  const { t } = useTranslation(['audit', 'notification'])
  const later = useExport()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button leftSection={<Download size={14} aria-hidden />}>{t('exportAs')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={exportAddress(owner, 'json', filter)} download>
          <div>{t('exportJson')}</div>
          <div className="xs dim">{t('exportJsonHelp')}</div>
        </Menu.Item>
        <Menu.Item component="a" href={exportAddress(owner, 'csv', filter)} download>
          <div>{t('exportCsv')}</div>
          <div className="xs dim">{t('exportCsvHelp')}</div>
        </Menu.Item>
        {owner === 'workspace' ? (
          <Menu.Item onClick={() => later.mutate({ subject: 'audit_log', format: 'csv', filter: withoutUndefined(filter) })}>
            <div>{t('exportLater', { ns: 'notification' })}</div>
            <div className="xs dim">{t('exportLaterHelp', { ns: 'notification' })}</div>
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  )
}
