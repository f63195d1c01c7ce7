import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Id, IdParams, Nothing, Nullable, Page, PageQuery, Time } from './page.ts'

const tag = 'profile'
const Text = (maxLength: number) => Nullable(Type.String({ maxLength }))

/** What somebody says of themselves. */
export const Profile = Type.Object(
  {
    firstName: Text(100),
    lastName: Text(100),
    phone: Text(20),
    bio: Text(2_000),
    dateOfBirth: Nullable(Type.String({ format: 'date' })),
    gender: Text(20),
    timezone: Nullable(Type.String({ maxLength: 50, description: 'IANA name; null for that of the device.' })),
    language: Type.String({ minLength: 2, maxLength: 10, description: 'BCP 47, such as en or pt-BR.' }),
    avatar: Nullable(Type.String({ description: 'Names the picture; changes with it.' })),
    version: Type.Integer({ description: 'To be sent with the next change; 0 before the first one.' }),
  },
  { $id: 'Profile' },
)
export type Profile = Static<typeof Profile>

const { avatar: _avatar, version: _version, ...writable } = Profile.properties

export const themes = ['auto', 'light', 'dark'] as const
export const visibilities = ['PUBLIC', 'PRIVATE'] as const

export const Preferences = Type.Object(
  {
    theme: Type.Enum([...themes]),
    currency: Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217.' }),
    emailNotifications: Type.Boolean(),
    smsNotifications: Type.Boolean(),
    pushNotifications: Type.Boolean(),
    profileVisibility: Type.Enum([...visibilities], { description: 'Whether other people of the installation see the profile.' }),
    activityTracking: Type.Boolean({ description: 'Whether a list of what one did is kept for oneself.' }),
  },
  { $id: 'Preferences' },
)
export type Preferences = Static<typeof Preferences>

export const addressTypes = ['HOME', 'WORK', 'BILLING'] as const

const address = {
  type: Type.Enum([...addressTypes]),
  streetAddress: Text(1_000),
  city: Text(100),
  stateProvince: Text(100),
  postalCode: Text(20),
  country: Text(100),
  isDefault: Type.Boolean({ description: 'Of its type; there is one at most.' }),
}
export const Address = Type.Object({ id: Id, ...address }, { $id: 'Address' })
export type Address = Static<typeof Address>
const NewAddress = Type.Object(address, { additionalProperties: false })

export const PersonalActivity = Type.Object(
  {
    id: Id,
    type: Type.String({ description: 'Such as user.signed_in or workflow.created.' }),
    description: Nullable(Type.String({ description: 'The name of what was acted on.' })),
    address: Nullable(Type.String({ description: 'From which IP address.' })),
    agent: Nullable(Type.String()),
    at: Time,
  },
  { $id: 'PersonalActivity' },
)
export type PersonalActivity = Static<typeof PersonalActivity>

export const getProfile = endpoint({
  method: 'GET',
  path: '/profile',
  operationId: 'getProfile',
  tag,
  permission: 'session',
  summary: 'One’s own profile.',
  response: Profile,
})

export const changeProfile = endpoint({
  method: 'PATCH',
  path: '/profile',
  operationId: 'changeProfile',
  tag,
  permission: 'session',
  summary: 'Changes the profile. Refused when it has been changed since the given version.',
  body: Type.Object(
    { ...Type.Partial(Type.Object(writable)).properties, version: Type.Integer({ minimum: 0 }) },
    { additionalProperties: false },
  ),
  response: Profile,
})

export const setAvatar = endpoint({
  method: 'PUT',
  path: '/profile/avatar',
  operationId: 'setAvatar',
  tag,
  permission: 'session',
  summary: 'Stores the picture: a PNG, JPEG or WebP of at most 1 MiB. What it is, is read from its bytes.',
  body: Type.Object({ image: Type.String({ minLength: 1, maxLength: 1_400_000, description: 'In base64.' }) }),
  response: Profile,
})

export const removeAvatar = endpoint({
  method: 'DELETE',
  path: '/profile/avatar',
  operationId: 'removeAvatar',
  tag,
  permission: 'session',
  summary: 'Removes the picture.',
  response: Profile,
})

export const showAvatar = endpoint({
  method: 'GET',
  path: '/people/:id/avatar',
  operationId: 'showAvatar',
  tag,
  permission: 'session',
  summary: 'The picture of oneself, or of somebody whose profile is public.',
  params: IdParams,
  query: Type.Object({ v: Type.Optional(Type.String({ maxLength: 64 })) }),
  response: Type.Unknown({ description: 'image/png, image/jpeg or image/webp.' }),
})

export const getPreferences = endpoint({
  method: 'GET',
  path: '/preferences',
  operationId: 'getPreferences',
  tag,
  permission: 'session',
  summary: 'How one wants it.',
  response: Preferences,
})

export const changePreferences = endpoint({
  method: 'PATCH',
  path: '/preferences',
  operationId: 'changePreferences',
  tag,
  permission: 'session',
  summary: 'Changes the named preferences. Without activity tracking the list of activities is emptied.',
  body: Type.Partial(Type.Object(Preferences.properties), { additionalProperties: false }),
  response: Preferences,
})

export const listAddresses = endpoint({
  method: 'GET',
  path: '/addresses',
  operationId: 'listAddresses',
  tag,
  permission: 'session',
  summary: 'One’s own addresses.',
  response: Type.Object({ items: Type.Array(Address) }),
})

export const createAddress = endpoint({
  method: 'POST',
  path: '/addresses',
  operationId: 'createAddress',
  tag,
  permission: 'session',
  status: 201,
  summary: 'Adds an address; the first of its type is the default one.',
  body: NewAddress,
  response: Address,
})

export const changeAddress = endpoint({
  method: 'PUT',
  path: '/addresses/:id',
  operationId: 'changeAddress',
  tag,
  permission: 'session',
  summary: 'Replaces an address.',
  params: IdParams,
  body: NewAddress,
  response: Address,
})

export const deleteAddress = endpoint({
  method: 'DELETE',
  path: '/addresses/:id',
  operationId: 'deleteAddress',
  tag,
  permission: 'session',
  status: 204,
  summary: 'Deletes an address.',
  params: IdParams,
  response: Nothing,
})

export const listPersonalActivities = endpoint({
  method: 'GET',
  path: '/activities',
  operationId: 'listPersonalActivities',
  tag,
  permission: 'session',
  summary: 'What one did, newest first.',
  query: Type.Object(PageQuery),
  response: Page(PersonalActivity),
})

export const clearPersonalActivities = endpoint({
  method: 'DELETE',
  path: '/activities',
  operationId: 'clearPersonalActivities',
  tag,
  permission: 'session',
  status: 204,
  summary: 'Empties the list of what one did. The audit log of a workspace is another thing and stays.',
  response: Nothing,
})
