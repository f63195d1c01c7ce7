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

  approval_asked: (mail, link) => ({
    subject: `${mail.why === 'reminded' ? 'Still waiting for' : 'Waits for'} your answer: ${harmless(mail.title)}`,
    heading: harmless(mail.title, sentenceCharsMax),
    paragraphs: [`Hello ${harmless(mail.name)}, ${askedBecause[mail.why]} Nothing has been done yet.`],
    button: { label: 'Look at it and decide', href: link(mail.path) },
    facts: [
      ['Workspace', harmless(mail.workspace)],
      ['Environment', harmless(mail.environment)],
      ...(mail.target === null ? [] : [['To', harmless(mail.target)] as const]),
      ...(mail.requester === null ? [] : [['Asked for by', harmless(mail.requester)] as const]),
      ['Asked because of', mail.policies.map((policy) => harmless(policy)).join(', ')],
      ['Answer until', inWords(mail.until)],
    ],
    note: 'The link is yours alone and works once: whoever has it can answer in your name, so do not pass this mail on. Without an answer nothing is done.',
  }),

  approval_decided: (mail, link) => ({
    subject: `${decidedAs[mail.outcome]}: ${harmless(mail.title)}`,
    heading: harmless(mail.title, sentenceCharsMax),
    paragraphs: [`Hello ${harmless(mail.name)}, what you asked for was ${decidedSentence[mail.outcome]}`],
    button: { label: 'See the approval', href: link(mail.path) },
    facts: [
      ['Workspace', harmless(mail.workspace)],
      ...(mail.by === null ? [] : [['By', harmless(mail.by)] as const]),
      ...(mail.reason === null ? [] : [['Reason', harmless(mail.reason, sentenceCharsMax)] as const]),
    ],
    note: 'You can switch these mails off in your profile.',
  }),

  query_executed: (mail, link) => ({
    subject: `${executedAs[mail.outcome]}: ${harmless(mail.query)}`,
    heading: harmless(mail.query, sentenceCharsMax),
    paragraphs: [
      `Hello ${harmless(mail.name)}, ${mail.requester === null ? 'your query' : `a query whose result you receive`} ${executedSentence[mail.outcome]}`,
      harmless(mail.text, sentenceCharsMax),
    ],
    button: { label: 'See the query', href: link(mail.path) },
    facts: [
      ['Workspace', harmless(mail.workspace)],
      ['Instance', harmless(mail.instance)],
      ['Environment', harmless(mail.environment)],
      ...(mail.requester === null ? [] : [['Submitted by', harmless(mail.requester)] as const]),
    ],
    note: 'Results are never in a mail; each look at one is written down. You can switch these mails off in your profile.',
  }),

  notifications: ({ name, isDigest, lines, more, unsubscribePath }, link) => ({
    subject: subjectOf(lines, more, isDigest),
    heading: isDigest ? 'What happened' : subjectOf(lines, more, isDigest),
    paragraphs: [
      `Hello ${harmless(name)}, ${isDigest ? 'this is what you have not read yet.' : 'you wanted to hear of this at once.'}`,
      ...(more === 0 ? [] : [`${more} more are in Steward.`]),
    ],
    button: { label: 'Open Steward', href: link('/') },
    list: lines.map(({ text, path, workspace, at }) => ({
      text: harmless(text, sentenceCharsMax),
      href: link(path),
      hint: [...(workspace === null ? [] : [harmless(workspace)]), inWords(at)].join(' · '),
    })),
    note: `What you hear of, and how, is yours to choose: ${link('/settings/notifications')}`,
    leave: { label: 'Stop these mails', href: link(unsubscribePath) },
  }),
}

function subjectOf(lines: Of<'notifications'>['lines'], more: number, isDigest: boolean): string {
  const [first] = lines
  const count = lines.length + more
  if (isDigest || first === undefined) return `${count} ${count === 1 ? 'notification' : 'notifications'} you have not read`
  return count === 1 ? harmless(first.text, 150) : `${harmless(first.text, 120)}, and ${count - 1} more`
}

/** What will happen is a sentence, and so is why it may not. */
const sentenceCharsMax = 400

const askedBecause = {
  asked: 'you are asked whether this may happen.',
  reminded: 'this still waits for an answer, and you may give it.',
  escalated: 'nobody has answered this in time, so you may do it now.',
  delegated: 'somebody has handed this decision over to you.',
} as const

const decidedAs = {
  approved: 'Approved',
  rejected: 'Rejected',
  changes_requested: 'Sent back for changes',
  expired: 'Not answered in time',
} as const

const decidedSentence = {
  approved: 'approved. It goes on by itself.',
  rejected: 'rejected. It was not done.',
  changes_requested: 'sent back for changes. It was not done.',
  expired: 'not answered in time. It was not done.',
} as const

const executedAs = { completed: 'Executed', failed: 'Failed', in_doubt: 'In doubt' } as const

const executedSentence = {
  completed: 'was executed.',
  failed: 'has failed.',
  in_doubt: 'was begun, and what came of it is not known.',
} as const

/** Links lead to the address that the installation is set to have, never to one that a request named. */
export function writeLetter(mail: MailContent, publicUrl: string): Letter {
  const write = letters[mail.template] as (mail: MailContent, link: Link) => Letter
  return write(mail, (path) => `${publicUrl}${path}`)
}
