import { link, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sourceOf } from './message-source.ts'
import type { MailTransport, Message } from './transport.ts'

/** Writes each mail as a file `<time>-<to>.eml` that every mail program opens. For a first try, and for tests. */
export function fileTransport(folder: string, from: string): MailTransport {
  return {
    target: `the folder ${folder}`,
    async send(message) {
      // Loaded when it is needed: a start should not wait for it.
      const { createTransport } = await import('nodemailer')
      const composer = createTransport({ streamTransport: true, buffer: true, newline: 'unix' })
      const { message: source } = await composer.sendMail(sourceOf(message, from))
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const draft = join(folder, `.${message.id}.part`)
      await writeFile(draft, source as Buffer, { mode: 0o600 })
      try {
        await place(draft, join(folder, nameOf(message)))
      } finally {
        await rm(draft, { force: true })
      }
    },
  }
}

/** Whole or not at all; two mails to one address in the same millisecond are two files. */
async function place(draft: string, path: string, count = 1): Promise<void> {
  try {
    await link(draft, count === 1 ? path : path.replace(/Z-/, `Z.${count}-`))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || count > 100) throw error
    await place(draft, path, count + 1)
  }
}

/** An address may hold what a file name may not, such as a slash. */
function nameOf({ date, to }: Message): string {
  return `${date.toISOString().replaceAll(':', '-')}-${to.replaceAll(/[^\w.@+-]/g, '_').slice(0, 120)}.eml`
}
