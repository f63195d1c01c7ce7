import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const patienceMs = 15_000
const seen = new Set<string>()

/** The newest mail to an address that was not read before, as the server has written it into its data folder. */
export async function readMail(server: { readonly folder: string }, to: string): Promise<string> {
  const folder = join(server.folder, 'mail')
  for (const end = Date.now() + patienceMs; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const names = await readdir(folder).catch(() => [])
    const name = names.filter((one) => one.endsWith(`-${to}.eml`) && !seen.has(join(folder, one))).toSorted()[0]
    if (name === undefined) continue
    seen.add(join(folder, name))
    return decode(await readFile(join(folder, name), 'utf8'))
  }
  throw new Error(`no mail to ${to} in ${folder}`)
}

/** The first address of this server in the text of a mail that leads to the path. */
export function linkIn(mail: string, path: string): string {
  const found = new RegExp(`http://[\\w.:]+${path}#[\\w-]+`).exec(mail)?.[0]
  if (found === undefined) throw new Error(`no link to ${path} in:\n${mail}`)
  return found
}

/** Quoted-printable, as far as a mail of ours has it. */
const decode = (mail: string) =>
  mail.replaceAll(/=\r?\n/g, '').replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
