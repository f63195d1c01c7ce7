import { environments } from '@steward/contract/api/policy'
import { databaseKinds } from '@steward/contract/api/instance'
import { NumberInput, PasswordInput, Select, Switch, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { podsQuery } from '../../api/pods.ts'
import { useCan } from '../../api/session.ts'
import { OptionalNumber } from '../../ui/fields.tsx'
import type { InstanceDraft, InstanceFault } from './instance-draft.ts'
import { limitNames, portOf } from './instance-draft.ts'
import css from './instance.module.css'

export type FieldsProps = {
  readonly draft: InstanceDraft
  readonly set: (change: Partial<InstanceDraft>) => void
  readonly fault: InstanceFault | undefined
  readonly isNew: boolean
}

/** What it is called, what is in it and whose it is. */
export function NameFields({ draft, set, fault, isNew }: FieldsProps) {
  const { t } = useTranslation('instance')
  const can = useCan()
  const pods = useQuery({ ...podsQuery, enabled: can('member:read') })
  return (
    <>
      <div className={css['pair']}>
        <TextInput
          label={t('name')}
          placeholder={t('namePlaceholder')}
          maxLength={255}
          data-autofocus={isNew || undefined}
          value={draft.name}
          error={fault === 'name' ? t('fault_name') : null}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <Select
          label={t('kind')}
          disabled={!isNew}
          data={databaseKinds.map((value) => ({ value, label: t(`kind_${value}`) }))}
          value={draft.kind}
          onChange={(value) => {
            const kind = databaseKinds.find((one) => one === value) ?? 'postgresql'
            // A port that nobody chose goes with the kind.
            set({ kind, ...(draft.port === portOf[draft.kind] ? { port: portOf[kind] } : {}) })
          }}
        />
      </div>
      <TextInput
        label={t('description')}
        maxLength={2000}
        value={draft.description}
        onChange={(event) => set({ description: event.currentTarget.value })}
      />
      <div className={css['pair']}>
        <Select
          label={t('environment')}
          data={environments.map((value) => ({ value, label: t(`environment_${value}`) }))}
          value={draft.environment}
          onChange={(value) => set({ environment: environments.find((one) => one === value) ?? 'production' })}
        />
        <Select
          label={t('pod')}
          description={t('podHelp')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          data={[
            { value: '', label: t('noPod') },
            ...(pods.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={draft.podId ?? ''}
          onChange={(value) => set({ podId: value || null })}
        />
      </div>
      <TagsInput
        label={t('databases')}
        description={t('databasesHelp')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        splitChars={[',', ' ']}
        acceptValueOnBlur
        value={[...draft.databases]}
        error={fault === 'databases' ? t('fault_databases') : null}
        onChange={(databases) => set({ databases })}
      />
    </>
  )
}

/** Where it is, its copy, and how the way there is secured. */
export function PlaceFields({ draft, set, fault }: FieldsProps) {
  const { t } = useTranslation('instance')
  return (
    <fieldset className={css['part']}>
      <legend>{t('where')}</legend>
      <div className={css['hostPair']}>
        <TextInput
          label={t('host')}
          placeholder={t('hostPlaceholder')}
          maxLength={255}
          spellCheck={false}
          value={draft.host}
          error={fault === 'host' ? t('fault_host') : null}
          onChange={(event) => set({ host: event.currentTarget.value })}
        />
        <Port
          label={t('port')}
          value={draft.port}
          error={fault === 'port' ? t('fault_port') : undefined}
          onChange={(port) => set({ port })}
        />
      </div>
      <Switch
        label={t('hasReplica')}
        checked={draft.hasReplica}
        onChange={(event) => {
          const hasReplica = event.currentTarget.checked
          set({ hasReplica, ...(draft.replicaPort === undefined ? { replicaPort: draft.port } : {}) })
        }}
      />
      {draft.hasReplica ? (
        <>
          <p className="xs dim">{t('replicaHelp')}</p>
          <div className={css['hostPair']}>
            <TextInput
              label={t('replicaHost')}
              maxLength={255}
              spellCheck={false}
              value={draft.replicaHost}
              error={fault === 'replica' ? t('fault_replica') : null}
              onChange={(event) => set({ replicaHost: event.currentTarget.value })}
            />
            <Port label={t('replicaPort')} value={draft.replicaPort} onChange={(replicaPort) => set({ replicaPort })} />
          </div>
        </>
      ) : null}
      <Select
        label={t('tls')}
        description={draft.isEncrypted ? undefined : t('tlsOffRisk')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={[
          { value: 'verify', label: t('tls_verify') },
          { value: 'off', label: t('tls_off') },
        ]}
        value={draft.isEncrypted ? 'verify' : 'off'}
        onChange={(value) => set({ isEncrypted: value !== 'off' })}
      />
      {draft.isEncrypted ? (
        <>
          <Textarea
            label={t('ca')}
            description={t('caHelp')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            autosize
            minRows={2}
            maxRows={6}
            maxLength={100_000}
            spellCheck={false}
            styles={{ input: { fontFamily: 'var(--mono)', fontSize: 12 } }}
            value={draft.ca}
            onChange={(event) => set({ ca: event.currentTarget.value })}
          />
          <TextInput
            label={t('serverName')}
            description={t('serverNameHelp')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            maxLength={255}
            value={draft.serverName}
            onChange={(event) => set({ serverName: event.currentTarget.value })}
          />
        </>
      ) : null}
    </fieldset>
  )
}

type PortProps = {
  readonly label: string
  readonly value: number | undefined
  readonly error?: string | undefined
  readonly onChange: (port: number | undefined) => void
}

function Port({ label, value, error, onChange }: PortProps) {
  return (
    <NumberInput
      label={label}
      min={1}
      max={65_535}
      clampBehavior="strict"
      hideControls
      allowDecimal={false}
      value={value ?? ''}
      error={error}
      onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
    />
  )
}

/** Who we are there: for reads, and for changes where there are any. */
export function LoginFields({ draft, set, fault, isNew }: FieldsProps) {
  const { t } = useTranslation('instance')
  return (
    <fieldset className={css['part']}>
      <legend>{t('logins')}</legend>
      <p className="xs dim">{t('loginsHelp')}</p>
      <Login
        title={t('readLogin')}
        help={t('readLoginHelp')}
        login={draft.readLogin}
        isKept={!isNew}
        error={fault === 'readUser' ? t('fault_readUser') : undefined}
        onChange={(readLogin) => set({ readLogin })}
      />
      <Switch
        label={t('hasWriteLogin')}
        checked={draft.hasWriteLogin}
        onChange={(event) => set({ hasWriteLogin: event.currentTarget.checked })}
      />
      {draft.hasWriteLogin ? (
        <Login
          title={t('writeLogin')}
          login={draft.writeLogin}
          isKept={!isNew}
          error={fault === 'writeUser' ? t('fault_writeUser') : undefined}
          onChange={(writeLogin) => set({ writeLogin })}
        />
      ) : null}
    </fieldset>
  )
}

type LoginProps = {
  readonly title: string
  readonly help?: string
  readonly login: InstanceDraft['readLogin']
  readonly isKept: boolean
  readonly error: string | undefined
  readonly onChange: (login: InstanceDraft['readLogin']) => void
}

function Login({ title, help, login, isKept, error, onChange }: LoginProps) {
  const { t } = useTranslation('instance')
  return (
    <div role="group" aria-label={title}>
      <div className="label">{title}</div>
      <div className={css['pair']}>
        <TextInput
          label={t('user')}
          description={help}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autoComplete="off"
          spellCheck={false}
          maxLength={1000}
          value={login.user}
          error={error}
          onChange={(event) => onChange({ ...login, user: event.currentTarget.value })}
        />
        <PasswordInput
          label={t('password')}
          placeholder={isKept ? t('passwordKept') : ''}
          autoComplete="new-password"
          maxLength={4000}
          value={login.password}
          onChange={(event) => onChange({ ...login, password: event.currentTarget.value })}
        />
      </div>
    </div>
  )
}

const unitOf = {
  statementMs: 'seconds',
  lockMs: 'seconds',
  rows: 'rowsUnit',
  bytes: 'megabytes',
  changedRows: 'rowsUnit',
} as const

export function LimitFields({ draft, set }: FieldsProps) {
  const { t } = useTranslation('instance')
  return (
    <fieldset className={css['part']}>
      <legend>{t('limits')}</legend>
      <p className="xs dim">{t('limitsUsual')}</p>
      <div className={css['three']}>
        {limitNames.map((name) => (
          <OptionalNumber
            key={name}
            label={t(name)}
            suffix={t(unitOf[name])}
            whole={unitOf[name] === 'rowsUnit'}
            value={draft.limits[name]}
            onChange={(value) => set({ limits: { ...draft.limits, [name]: value } })}
          />
        ))}
      </div>
    </fieldset>
  )
}
