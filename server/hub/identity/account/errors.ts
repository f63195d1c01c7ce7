import { defineErrors } from '#base/error'

/** Refusals about accounts; further ones of this hub stand in `../errors.ts`. */
export const accountError = defineErrors('identity', {
  sign_up_closed: ['forbidden', 'Nobody can make an account here. Ask whoever runs this Steward.'],
  sign_up_by_invitation: ['forbidden', 'An account is made by invitation here. Ask somebody who has one to invite you.'],
  domain_not_allowed: ['forbidden', 'Addresses of this domain cannot have an account here.'],
  email_not_usable: [
    'invalid',
    'This address cannot be used. It takes the form name@example.com, in plain letters, digits and signs; write other scripts in the domain as xn--….',
  ],
  name_missing: ['invalid', 'The name is missing.'],
  too_many_mails: ['rate_limited', 'Too many mails were asked for. Try again in {retryAfterSeconds} seconds.'],
  link_not_valid: [
    'invalid',
    'This link is not valid any more: it was used, its time is over, or it is not whole. Ask for a new one.',
  ],
  other_browser: [
    'forbidden',
    'This link works only in the browser in which it was asked for. Open it there, or ask for a new one here.',
  ],
  account_exists: ['conflict', 'There is an account with this address already. Sign in instead.'],
  email_taken: ['conflict', 'This address belongs to another account by now.'],
  email_same: ['invalid', 'This is the address of the account already.'],
  email_differs: ['invalid', 'Write the address of your account exactly as it is, to be sure.'],
  password_short: ['invalid', 'The password needs {lengthMin} characters or more.'],
  password_common: [
    'invalid',
    'Too many people use this password, so it is guessed first. Choose another one; a sentence is good.',
  ],
  password_simple: [
    'invalid',
    'The password repeats itself or is a row of keys, so it is guessed soon. Choose another one; a sentence is good.',
  ],
  password_personal: [
    'invalid',
    'The password is little more than your name, your address or the name of the product. Choose another one; a sentence is good.',
  ],
  password_wrong: ['forbidden', 'The present password is wrong.'],
  no_password: ['conflict', 'This account has no password yet. Sign out and choose "Forgot password" to set one.'],
  last_administrator: ['conflict', 'You are the only administrator of this installation. Make somebody else one first.'],
})
