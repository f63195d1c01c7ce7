import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { configQuery } from '../../api/config.ts'
import { Page } from '../../ui/page.tsx'
import { ConfigSettings } from './config-settings.tsx'
import css from './config.module.css'

const everything = { of: 'installation', environment: undefined } as const
const usual = ['production', 'staging', 'development']

export default function InstallationPage() {
  const { t } = useTranslation('config')
  const here = useQuery(configQuery(everything)).data?.environment
  const [environment, setEnvironment] = useState<string>()
  const place = useMemo(() => ({ of: 'installation' as const, environment }), [environment])
  const names = here === undefined ? [] : [here, ...usual.filter((name) => name !== here)]
  return (
    <Page title={t('installation', { ns: 'common' })}>
      <p className="ink2">{t('installationLead')}</p>
      <Select
        className={css['choose']}
        label={t('for')}
        allowDeselect={false}
        value={environment ?? ''}
        data={[
          { value: '', label: t('everything') },
          ...names.map((name) => ({ value: name, label: t(name === here ? 'environmentHere' : 'environment', { name }) })),
        ]}
        onChange={(name) => setEnvironment(name === '' || name === null ? undefined : name)}
      />
      <ConfigSettings key={environment ?? ''} place={place} mayChange />
    </Page>
  )
}
