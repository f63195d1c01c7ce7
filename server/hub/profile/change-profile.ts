import { createHash } from 'node:crypto'
import type { Address, Preferences, Profile } from '@steward/contract/api/profile'
import { pictureBytesMax } from '@steward/contract/picture'
import { newId } from '#base/id'
import { type Picture, PictureError, readBase64Picture } from '#base/picture'
import type { Scope } from '#db'
import { type By, record } from '#hub/audit'
import { clearActivities } from './activity.store.ts'
import { clearDefault, deleteAddressRow, lockAddresses, saveAddress } from './address.store.ts'
import { profileError } from './errors.ts'
import { savePreferences } from './preferences.store.ts'
import { deleteAvatar, lockProfile, saveAvatar, updateProfile } from './profile.store.ts'
import type { ProfileTables } from './profile.tables.ts'

/** Somebody changes what is theirs. */
export type OwnScope = Scope & Pick<By, 'from' | 'means'> & { readonly actorId: string }

const addressesMax = 20

export type ProfileChange = Partial<Omit<Profile, 'avatar' | 'version'>> & { readonly version: number }

export async function changeProfile(scope: OwnScope, { version, ...change }: ProfileChange): Promise<Profile> {
  check(change, scope.now)
  return await scope.db.transaction<ProfileTables, Profile>('profile', async (tx) => {
    const before = await lockProfile(tx, scope.actorId)
    if (before.version !== version) throw profileError.changed()
    const { firstName, lastName, phone, bio, dateOfBirth, gender, timezone, language } = { ...before, ...change }
    const after = await updateProfile(tx, scope.actorId, {
      first_name: firstName,
      last_name: lastName,
      phone,
      bio,
      date_of_birth: dateOfBirth,
      gender,
      timezone,
      language,
    })
    // Which parts were changed, not how: it is about a person.
    await tell(tx, scope, { action: 'profile.changed', new: { changed: Object.keys(change) } })
    return after
  })
}

function check({ timezone, language, dateOfBirth, phone }: Partial<Profile>, now: Date): void {
  if (typeof timezone === 'string' && !isTimezone(timezone)) throw profileError.bad_timezone({ timezone })
  if (language !== undefined && !isLanguage(language)) throw profileError.bad_language({ language })
  if (typeof dateOfBirth === 'string' && (dateOfBirth > now.toISOString().slice(0, 10) || dateOfBirth < '1850'))
    throw profileError.bad_date()
  if (typeof phone === 'string' && !/^[\d\s()+./-]{0,20}$/.test(phone)) throw profileError.bad_phone()
}

function isTimezone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '' && !/^[+-]/.test(name)
  } catch {
    return false
  }
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag)[0] === tag
  } catch {
    return false
  }
}

export async function setAvatar(scope: OwnScope, base64: string): Promise<Profile> {
  const picture = pictureOf(base64)
  const digest = createHash('sha256').update(picture.bytes).digest('hex')
  return await scope.db.transaction<ProfileTables, Profile>('profile', async (tx) => {
    await lockProfile(tx, scope.actorId)
    await saveAvatar(tx, scope.actorId, { ...picture, digest })
    await tell(tx, scope, { action: 'profile.picture_changed' })
    return await updateProfile(tx, scope.actorId, { avatar_url: `/api/v1/people/${scope.actorId}/avatar?v=${digest}` })
  })
}

function pictureOf(base64: string): Picture {
  try {
    return readBase64Picture(base64, { bytesMax: pictureBytesMax })
  } catch (error) {
    if (error instanceof PictureError) throw profileError.bad_picture({ reason: error.message })
    throw error
  }
}

export async function removeAvatar(scope: OwnScope): Promise<Profile> {
  return await scope.db.transaction<ProfileTables, Profile>('profile', async (tx) => {
    await lockProfile(tx, scope.actorId)
    if (!(await deleteAvatar(tx, scope.actorId))) throw profileError.no_picture()
    await tell(tx, scope, { action: 'profile.picture_removed' })
    return await updateProfile(tx, scope.actorId, { avatar_url: null })
  })
}

const currencies = new Set(Intl.supportedValuesOf('currency'))

export async function changePreferences(scope: OwnScope, change: Partial<Preferences>): Promise<Preferences> {
  const { currency } = change
  if (currency !== undefined && !currencies.has(currency)) throw profileError.bad_currency({ currency })
  return await scope.db.transaction<ProfileTables, Preferences>('profile', async (tx) => {
    const after = await savePreferences(tx, scope.actorId, change)
    if (change.activityTracking === false) await clearActivities(tx, scope.actorId)
    await tell(tx, scope, { action: 'preferences.changed', new: { changed: Object.keys(change) } })
    return after
  })
}

/** Without an id it is a new one. */
export async function putAddress(scope: OwnScope, address: Omit<Address, 'id'> & { readonly id?: string }): Promise<Address> {
  return await scope.db.transaction<ProfileTables, Address>('profile', async (tx) => {
    // Also a person without addresses must not add two defaults at once.
    await lockProfile(tx, scope.actorId)
    const present = await lockAddresses(tx, scope.actorId)
    const { id } = address
    if (id !== undefined && !present.some((one) => one.id === id)) throw profileError.address_not_found()
    if (id === undefined && present.length >= addressesMax) throw profileError.too_many_addresses({ most: addressesMax })
    const others = present.filter((one) => one.type === address.type && one.id !== id)
    const isDefault = address.isDefault || others.length === 0
    if (isDefault) await clearDefault(tx, scope.actorId, address.type)
    const saved = await saveAddress(tx, scope.actorId, { ...address, id: id ?? newId(), isDefault })
    await tell(tx, scope, { action: id === undefined ? 'address.created' : 'address.changed', new: { type: address.type } })
    return saved
  })
}

export async function deleteAddress(scope: OwnScope, id: string): Promise<void> {
  await scope.db.transaction<ProfileTables, void>('profile', async (tx) => {
    if (!(await deleteAddressRow(tx, scope.actorId, id))) throw profileError.address_not_found()
    await tell(tx, scope, { action: 'address.deleted' })
  })
}

export async function emptyActivities(scope: OwnScope): Promise<void> {
  await scope.db.transaction<ProfileTables, void>('profile', async (tx) => {
    await clearActivities(tx, scope.actorId)
    await tell(tx, scope, { action: 'activities.cleared' })
  })
}

type Told = { readonly action: string; readonly new?: { readonly [name: string]: string | string[] } }

/** It is a person's affair and no workspace's. */
const tell = (tx: Parameters<typeof record<ProfileTables>>[0], scope: OwnScope, told: Told) =>
  record(tx, { ...scope, workspaceId: null }, { ...told, resourceType: 'user', resourceId: scope.actorId })
