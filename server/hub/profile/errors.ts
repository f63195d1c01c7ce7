import { defineErrors } from '#base/error'

export const profileError = defineErrors('profile', {
  changed: ['conflict', 'The profile was changed in another window meanwhile. Load it again.'],
  bad_timezone: ['invalid', '"{timezone}" is not an IANA time zone such as Europe/Berlin.'],
  bad_language: ['invalid', '"{language}" is not a language such as en or pt-BR.'],
  bad_currency: ['invalid', '"{currency}" is not a currency such as EUR.'],
  bad_date: ['invalid', 'The date of birth lies in the future, or is not a day.'],
  bad_phone: ['invalid', 'A phone number has digits, spaces, brackets, dashes and a plus sign.'],
  bad_picture: ['invalid', 'The picture is not taken: {reason}.'],
  no_picture: ['not_found', 'There is no such picture.'],
  address_not_found: ['not_found', 'There is no such address.'],
  too_many_addresses: ['conflict', 'There are {most} addresses already.'],
})
