import type { Address, Preferences } from '@steward/contract/api/profile'
import type { JsonObject } from '@steward/contract/item'
import type { ColumnType, Generated } from 'kysely'
import type { FilterTables } from './filter/filter.tables.ts'
import type { NotificationTables } from './notification/notification.tables.ts'
import type { PushTables } from './push/push.tables.ts'
import type { TaskTables } from './task/task.tables.ts'

/** Rows of the schema `profile`. */
export type ProfileTables = NotificationTables &
  FilterTables &
  PushTables &
  TaskTables & {
    user_profiles: {
      id: string
      user_id: string
      first_name: string | null
      last_name: string | null
      phone: string | null
      avatar_url: string | null
      timezone: string | null
      language: Generated<string>
      bio: string | null
      /** `2001-01-31`. */
      date_of_birth: string | null
      gender: string | null
      version: Generated<number>
      created_at: Generated<Date>
      updated_at: Generated<Date>
    }
    user_avatars: { user_id: string; media_type: string; image: Buffer; digest: string; updated_at: Generated<Date> }
    user_preferences: {
      id: string
      user_id: string
      email_notifications: Generated<boolean>
      sms_notifications: Generated<boolean>
      push_notifications: Generated<boolean>
      theme: Generated<Preferences['theme']>
      currency: Generated<string>
      privacy_profile_visibility: Generated<Preferences['profileVisibility']>
      privacy_activity_tracking: Generated<boolean>
      created_at: Generated<Date>
      updated_at: Generated<Date>
    }
    user_activities: {
      id: string
      user_id: string
      activity_type: string
      description: string | null
      ip_address: string | null
      user_agent: string | null
      metadata: ColumnType<JsonObject | null, JsonObject | null, never>
      created_at: Date
    }
    user_addresses: {
      id: string
      user_id: string
      address_type: Address['type']
      street_address: string | null
      city: string | null
      state_province: string | null
      postal_code: string | null
      country: string | null
      is_default: boolean
      created_at: Generated<Date>
      updated_at: Generated<Date>
    }
  }
