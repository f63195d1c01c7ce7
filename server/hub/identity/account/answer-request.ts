import type { Transaction } from 'kysely'
import type { SecretBox } from '#base/secret-box'
import { record } from '#hub/audit'
import { type MailContent, queueMail } from '#mail'
import type { IdentityTables } from '../identity.tables.ts'
import { hashToken, newToken } from '../token.ts'
import {
  type Account,
  deleteTokens,
  findAccount,
  findAccountByEmail,
  hasFreshToken,
  insertToken,
  insertWish,
  type NewToken,
  type Purpose,
} from './account.store.ts'
import type { MailRequest } from './ask-by-mail.ts'

type Given = { readonly tx: Transaction<IdentityTables>; readonly box: SecretBox; readonly now: Date }

const minutesMs = 60_000

/** How long a link works. */
const lifeMs: Readonly<Record<Purpose | 'sign_up', number>> = {
  sign_up: 24 * 60 * minutesMs,
  email_old: 24 * 60 * minutesMs,
  email_new: 24 * 60 * minutesMs,
  unlock: 60 * minutesMs,
  password_reset: 30 * minutesMs,
  magic_link: 15 * minutesMs,
}
const noticeLifeMs = 24 * 60 * minutesMs

/** Sends what was asked for to the address of the account, never to the one that was typed: they may differ in more than meets the eye. */
export async function answerRequest(given: Given, request: MailRequest): Promise<void> {
  if (request.kind === 'sign_up') return answerSignUp(given, request)
  if (request.kind === 'email_change') return answerEmailChange(given, request)
  const account = await findAccountByEmail(given.tx, request.email)
  if (account === undefined) return
  const { kind, address } = request
  const browser = request.kind === 'magic_link' ? { browserHash: Buffer.from(request.browser, 'base64') } : {}
  const token = await makeToken(given, { userId: account.id, purpose: kind, ...browser })
  const path = kind === 'magic_link' ? `/magic-link#${token}` : `/reset#${token}`
  await send(given, account.email, { template: kind, name: account.name, address, path }, lifeMs[kind])
  await note(given, account.id, kind === 'magic_link' ? 'user.magic_link_requested' : 'user.password_reset_requested')
}

async function answerSignUp(given: Given, { email, name }: { email: string; name: string }): Promise<void> {
  const { tx, now } = given
  const account = await findAccountByEmail(tx, email)
  if (account?.isVerified === true)
    return send(given, account.email, { template: 'account_exists', name: account.name }, noticeLifeMs)
  const token = newToken()
  await insertWish(tx, { email, name, tokenHash: hashToken(token), expiresAt: new Date(now.getTime() + lifeMs.sign_up) })
  await send(given, email, { template: 'verify', path: `/sign-up/confirm#${token}` }, lifeMs.sign_up)
}

/** Both addresses must agree: the present one, so that an open browser is not enough to take the account away, and the new one, so that it is theirs. */
async function answerEmailChange(given: Given, request: { email: string; userId: string }): Promise<void> {
  const { tx } = given
  const account = await findAccount(tx, request.userId)
  if (account === undefined) return
  const { id: userId, name } = account
  await deleteTokens(tx, userId, ['email_old', 'email_new'])
  const agreed = { userId, newEmail: request.email }
  const old = await makeToken(given, { ...agreed, purpose: 'email_old' })
  await send(
    given,
    account.email,
    { template: 'email_old', name, newEmail: request.email, path: `/confirm-email#${old}` },
    lifeMs.email_old,
  )
  await note(given, userId, 'user.email_change_requested')
  const other = await findAccountByEmail(tx, request.email)
  if (other !== undefined) return send(given, other.email, { template: 'account_exists', name: other.name }, noticeLifeMs)
  const fresh = await makeToken(given, { ...agreed, purpose: 'email_new' })
  await send(given, request.email, { template: 'email_new', name, path: `/confirm-email#${fresh}` }, lifeMs.email_new)
}

/** One at a time, so that whoever guesses cannot fill a mailbox. */
export async function sendUnlockLink(given: Given, userId: string): Promise<void> {
  const { tx, now } = given
  const account = await findAccount(tx, userId)
  if (account === undefined || (await hasFreshToken(tx, userId, 'unlock', now))) return
  const token = await makeToken(given, { userId, purpose: 'unlock' })
  const mail = { template: 'lockout', name: account.name, at: now.toISOString(), path: `/unlock#${token}` } as const
  await send(given, account.email, mail, lifeMs.unlock)
  await note(given, userId, 'user.locked_out')
}

async function makeToken({ tx, now }: Given, token: Omit<NewToken, 'tokenHash' | 'expiresAt'>): Promise<string> {
  const secret = newToken()
  const expiresAt = new Date(now.getTime() + lifeMs[token.purpose])
  await insertToken(tx, { ...token, tokenHash: hashToken(secret), expiresAt })
  return secret
}

async function send({ tx, box, now }: Given, to: Account['email'], content: MailContent, life: number): Promise<void> {
  await queueMail(tx, box, { ...content, to, expiresAt: new Date(now.getTime() + life) })
}

async function note({ tx, now }: Given, userId: string, action: string): Promise<void> {
  await record(tx, { actorId: null, workspaceId: null, now }, { action, resourceType: 'user', resourceId: userId })
}
