import { defineErrors } from '#base/error'

export const tenantError = defineErrors('tenant', {
  not_found: ['not_found', 'There is no such workspace, or you are not a member of it.'],
  no_workspace: ['forbidden', 'You are not a member of any workspace. Ask an owner to invite you.'],
})
