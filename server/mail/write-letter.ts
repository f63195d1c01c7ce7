import { harmless, inWords, type Letter } from './letter.ts'
import type { MailContent, TemplateName } from './mail.ts'

type Of<Name extends TemplateName> = Extract<MailContent, { readonly template: Name }>
type Link = (path: string) => string

/** The words of every mail. A new one is one entry here and its values in `MailContent`. */
const letters: { readonly [Name in TemplateName]: (mail: Of<Name>, link: Link) => Letter } = {
  verify: ({ path }, link) => ({
    subject: 'Confirm your address',
    heading: 'Confirm your address',
    paragraphs: ['Somebody asked for a Steward account with this address. Confirm it and choose a password to begin.'],
    button: { label: 'Confirm and choose a password', href: link(path) },
    note: 'The link works once, for 24 hours. If it was not you, ignore this mail: without the link no account is made.',
  }),

  account_exists: ({ name }, link) => ({
    subject: 'You already have an account',
    heading: `You already have an account, ${harmless(name)}`,
    paragraphs: [
      'Somebody asked for a new Steward account with this address, but it has one. Sign in with it; if you have forgotten the password, choose a new one there.',
    ],
    button: { label: 'Sign in', href: link('/sign-in') },
    note: 'If it was not you, there is nothing to do: nobody has got into your account by this.',
  }),

  welcome: ({ name }, link) => ({
    subject: 'Welcome to Steward',
    heading: `Welcome, ${harmless(name)}`,
    paragraphs: [
      'Your account is ready, with a workspace of your own.',
      'Draw a workflow, bring one from n8n, or begin with an example. Steward asks before it acts, shows what it did, and accounts for what it cost.',
    ],
    button: { label: 'Open Steward', href: link('/') },
    note: 'Tip: a second factor in the settings keeps your account yours even when a password gets out.',
  }),

  password_reset: ({ name, path, address }, link) => ({
    subject: 'Choose a new password',
    heading: 'Choose a new password',
    paragraphs: [`Hello ${harmless(name)}, somebody asked for a new password for your account. It ends every session you have.`],
    button: { label: 'Choose a new password', href: link(path) },
    facts: [['Asked from', address]],
    note: 'The link works once, for 30 minutes. If it was not you, ignore this mail: your password stays as it is.',
  }),

  magic_link: ({ name, path, address }, link) => ({
    subject: 'Your link to sign in',
    heading: 'Your link to sign in',
    paragraphs: [`Hello ${harmless(name)}, this link signs you in. Open it in the browser in which you asked for it.`],
    button: { label: 'Sign in', href: link(path) },
    facts: [['Asked from', address]],
    note: 'The link works once, for 15 minutes, in that browser only. If it was not you, ignore this mail.',
  }),

  password_changed: ({ name, at, address }, link) => ({
    subject: 'Your password was changed',
    heading: 'Your password was changed',
    paragraphs: [`Hello ${harmless(name)}, the password of your account was changed. Other sessions were ended.`],
    facts: [
      ['When', inWords(at)],
      ['From', address],
    ],
    note: `If it was not you, choose a new password now at ${link('/forgot')} and tell whoever runs this Steward.`,
  }),

  new_sign_in: ({ name, at, address, device }, link) => ({
    subject: 'New sign-in to your account',
    heading: 'New sign-in to your account',
    paragraphs: [`Hello ${harmless(name)}, your account was signed in to from a device that it has not seen before.`],
    facts: [
      ['When', inWords(at)],
      ['Device', harmless(device)],
      ['Address', address],
    ],
    note: `If it was not you, choose a new password at ${link('/forgot')}: this ends every session.`,
  }),

  security_changed: ({ name, what, at, address }, link) => ({
    subject: 'The security of your account was changed',
    heading: 'The security of your account was changed',
    paragraphs: [`Hello ${harmless(name)},`, what],
    facts: [
      ['When', inWords(at)],
      ['From', address],
    ],
    note: `If it was not you, choose a new password at ${link('/forgot')} and tell whoever runs this Steward.`,
  }),

  invitation: ({ workspace, inviter, role, path }, link) => ({
    subject: `${harmless(inviter)} invites you to ${harmless(workspace)}`,
    heading: `Join ${harmless(workspace)}`,
    paragraphs: [`${harmless(inviter)} invites you to work together in the workspace ${harmless(workspace)} on Steward.`],
    button: { label: 'See the invitation', href: link(path) },
    facts: [
      ['Workspace', harmless(workspace)],
      ['Role', harmless(role)],
      ['Invited by', harmless(inviter)],
    ],
    note: 'The invitation is for this address only and works for 7 days. If you do not know who sent it, ignore it.',
  }),

  email_old: ({ name, newEmail, path }, link) => ({
    subject: 'Confirm the change of your address',
    heading: 'Change the address of your account',
    paragraphs: [
      `Hello ${harmless(name)}, you want to use another address for your account. Confirm it here and in the mail to the new address.`,
    ],
    button: { label: 'Confirm the change', href: link(path) },
    facts: [['New address', newEmail]],
    note: `The link works once, for 24 hours. If it was not you, ignore this mail and choose a new password at ${link('/forgot')}.`,
  }),

  email_new: ({ name, path }, link) => ({
    subject: 'Confirm your new address',
    heading: 'Confirm your new address',
    paragraphs: [
      `Hello ${harmless(name)}, this address is to become that of your Steward account. Confirm it here and in the mail to the present address.`,
    ],
    button: { label: 'Confirm this address', href: link(path) },
    note: 'The link works once, for 24 hours. If it was not you, ignore this mail: nothing changes without it.',
  }),

  email_changed: ({ name, oldEmail, newEmail }) => ({
    subject: 'The address of your account was changed',
    heading: 'The address of your account was changed',
    paragraphs: [`Hello ${harmless(name)}, from now on you sign in with the new address.`],
    facts: [
      ['Before', oldEmail],
      ['Now', newEmail],
    ],
    note: 'Both addresses had agreed to it. If you know nothing of this, tell whoever runs this Steward.',
  }),

  lockout: ({ name, at, path }, link) => ({
    subject: 'Too many attempts to sign in to your account',
    heading: 'Your account was closed for a while',
    paragraphs: [
      `Hello ${harmless(name)}, somebody tried wrong passwords for your account too often, so it takes none for a while. It opens by itself; if it was you, open it now.`,
    ],
    button: { label: 'Open my account again', href: link(path) },
    facts: [['When', inWords(at)]],
    note: 'The link works once, for an hour, and gives no access by itself. If it was not you, leave it closed; a long password and a second factor keep you safe.',
  }),

  account_deleted: ({ name, at }) => ({
    subject: 'Your account was deleted',
    heading: 'Your account was deleted',
    paragraphs: [
      `Goodbye ${harmless(name)}. All your sessions and keys have ended. What is kept of you is erased after 30 days; the log of what was done keeps a number in place of your name.`,
    ],
    facts: [['When', inWords(at)]],
    note: 'If it was not you, tell whoever runs this Steward at once.',
  }),
}

/** Links lead to the address that the installation is set to have, never to one that a request named. */
export function writeLetter(mail: MailContent, publicUrl: string): Letter {
  const write = letters[mail.template] as (mail: MailContent, link: Link) => Letter
  return write(mail, (path) => `${publicUrl}${path}`)
}
