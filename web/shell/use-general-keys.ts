import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFrameKeys } from './commands.ts'
import { useKeyPress } from './use-key-press.ts'
import { usePlaces } from './use-places.ts'

/** The keys that work on every page. */
export function useGeneralKeys(showKeys: () => void): void {
  const { t } = useTranslation('command')
  const navigate = useNavigate()
  const places = usePlaces()
  useFrameKeys([
    { keys: '?', name: t('showKeys'), group: t('everywhere'), run: showKeys },
    ...places.map(({ to, name, letter }) => ({
      keys: `g ${letter}`,
      name: t(name, { ns: 'common' }),
      group: t('goTo'),
      run: () => void navigate({ to }),
    })),
  ])
  useKeyPress()
}
