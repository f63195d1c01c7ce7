import { Button, Menu } from '@mantine/core'
import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type AuditFilter, type AuditOwner, exportAddress } from '../../api/audit.ts'

type Props = { readonly owner: AuditOwner; readonly filter: AuditFilter }

/** The browser fetches the file itself, so that a large one need not fit into the memory of the page. */
export function ExportMenu({ owner, filter }: Props) {
  const { t } = useTranslation('audit')
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
      </Menu.Dropdown>
    </Menu>
  )
}
