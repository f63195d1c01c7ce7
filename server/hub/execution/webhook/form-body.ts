import type { BusboyHeaders } from '@fastify/busboy'
import { executionError } from '../errors.ts'
import { maxBodyBytes, tooLarge } from './call-body.ts'

/** More parts than this in one form are refused, and more files than that. */
const partsMax = 1_000
const filesMax = 100

export type FormFile = {
  readonly field: string
  readonly bytes: Buffer
  readonly fileName: string | undefined
  readonly mimeType: string
}
export type Form = { readonly fields: readonly (readonly [name: string, value: string])[]; readonly files: readonly FormFile[] }

/** Reads a `multipart/form-data` body, whole: it is in memory already, so that a signature of it can be checked. */
export async function readForm(bytes: Buffer, contentType: string): Promise<Form> {
  // Loaded when it is needed: a start should not wait for it.
  const { Busboy } = await import('@fastify/busboy')
  const fields: [string, string][] = []
  const files: FormFile[] = []
  await new Promise<void>((resolve, reject) => {
    const broken = (cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause)
      reject(executionError.body_not_form({ reason }, cause))
    }
    try {
      const form = new Busboy({
        headers: { 'content-type': contentType } as BusboyHeaders,
        limits: { fileSize: maxBodyBytes, fieldSize: maxBodyBytes, files: filesMax, parts: partsMax, fields: partsMax },
      })
      const tooMany = () => reject(tooLarge(`The form has more parts or files`))
      form.on('field', (name, value) => void fields.push([name, value]))
      form.on('file', (...part) => {
        const [field, stream, fileName, , mimeType] = part
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('error', broken)
        stream.on('end', () => {
          const name = fileName as string | undefined
          files.push({ field, bytes: Buffer.concat(chunks), fileName: name === '' ? undefined : name, mimeType })
        })
      })
      for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const) form.on(limit, tooMany)
      form.on('error', broken)
      form.on('finish', resolve)
      form.end(bytes)
    } catch (error) {
      broken(error)
    }
  })
  return { fields, files }
}
