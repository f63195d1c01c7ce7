import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import { profileQuery, useChangeProfile } from '../../api/profile.ts'
import { chooseLanguage, languageOf } from '../../locale/i18n.ts'
import { languages } from '../../locale/languages.ts'

/** Each language under the name it has for itself, so that it is found by whoever reads no other. */
export function LanguageSelect() {
  const { t } = useTranslation('profile')
  const profile = useQuery(profileQuery).data
  const change = useChangeProfile()
  return (
    <Select
      label={t('language')}
      allowDeselect={false}
      disabled={profile === undefined}
      value={languageOf(i18next.language) ?? 'en'}
      data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
      onChange={(value) => {
        const language = languageOf(value ?? undefined)
        if (language === undefined || profile === undefined) return
        void chooseLanguage(language)
        change.mutate({ language, version: profile.version })
      }}
    />
  )
}
