import { Modal } from '@mantine/core'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { useFocusBack } from '../lib/use-focus-back.ts'
import { type PageKey, useGivenKeys } from './commands.ts'
import { KeyCaps } from './key-caps.tsx'
import css from './key-list.module.css'

/** Every key that works at this moment: those of the page first. */
export default function KeyList({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('command')
  useFocusBack()
  const keys = useGivenKeys()
  const groups = Map.groupBy(keys.toReversed().filter(isFirstOf), (key) => key.group ?? t('onThisPage'))
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('keys')}
      size={560}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      <div className={css['groups']}>
        {[...groups].map(([group, ofGroup]) => (
          <section key={group} aria-label={group}>
            <h3>{group}</h3>
            <dl className={css['keys']}>
              {ofGroup.toReversed().map(({ keys: pressed, name }) => (
                <Fragment key={`${pressed} ${name}`}>
                  <dt>{name}</dt>
                  <dd>
                    <KeyCaps keys={pressed} />
                  </dd>
                </Fragment>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}

/** Two that are heard by the same press: the first given is not heard. */
const isFirstOf = (one: PageKey, index: number, all: readonly PageKey[]) =>
  all.findIndex((other) => other.keys === one.keys && other.name === one.name) === index
