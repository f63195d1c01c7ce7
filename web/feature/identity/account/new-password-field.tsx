import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { signUpQuery } from '../../../api/account.ts'
import css from './account.module.css'
import { strengthOf } from './strength.ts'

/** Until the server has said otherwise. */
const usualLengthMin = 10

export const usePasswordLengthMin = (): number => useQuery(signUpQuery).data?.passwordLengthMin ?? usualLengthMin

type Props = PasswordInputProps & {
  readonly value: string
  /** What a password should not be made of: the person's name and address. */
  readonly words: readonly string[]
}

/** A new password, with a hint how soon it would be guessed. */
export function NewPasswordField({ words, value, ...input }: Props) {
  const { t } = useTranslation('account')
  const lengthMin = usePasswordLengthMin()
  const strength = strengthOf(value, lengthMin, [...words, 'steward'])
  return (
    <div>
      <PasswordInput
        description={t('passwordHelp', { count: lengthMin })}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        name="new-password"
        autoComplete="new-password"
        required
        withAsterisk={false}
        maxLength={256}
        value={value}
        {...input}
      />
      {value === '' ? null : (
        <div className={css['meter']} data-strength={strength} role="status" aria-label={t('strength')}>
          <i />
          <i />
          <i />
          <span>{t(`strength_${strength}`)}</span>
        </div>
      )}
    </div>
  )
}
