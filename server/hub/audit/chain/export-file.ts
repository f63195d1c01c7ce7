import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { auditMeans } from '@steward/contract/api/audit'
import { type TSchema, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { madeOnce } from '#base/made-once'
import type { ChainLine } from './chain-line.ts'
import { type Checkpoint, isCheckpoint } from './checkpoint.ts'

/** What an export says of itself, before its checkpoints and lines. */
export type ExportHead = {
  readonly format: 'steward audit export'
  readonly version: 1
  readonly chain: string
  /** The name of the workspace, for people; null for the chain of the installation. */
  readonly workspace: string | null
  readonly exportedAt: string
  /** For information: a key that comes with what it proves is not to be trusted for it. */
  readonly publicKey: string
}

/**
 * An export is JSON that anything can read, with each checkpoint and each line on a line of its own, so that it is
 * written and verified in one go however long the chain is.
 */
export async function* writeExport(
  head: ExportHead,
  checkpoints: readonly Checkpoint[],
  lines: AsyncIterable<readonly ChainLine[]>,
): AsyncGenerator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"checkpoints":[\n`
  if (checkpoints.length > 0) yield `${checkpoints.map((one) => JSON.stringify(one)).join(',\n')}\n`
  yield '],"lines":[\n'
  let isFirst = true
  for await (const batch of lines) {
    if (batch.length === 0) continue
    yield `${isFirst ? '' : ',\n'}${batch.map((one) => JSON.stringify(one)).join(',\n')}`
    isFirst = false
  }
  yield `${isFirst ? '' : '\n'}]}\n`
}

/** The file is no export of ours, or is cut off; the message says where. */
export class ExportFault extends Error {
  override readonly name = 'ExportFault'
}

export type ExportReader = {
  readonly head: ExportHead
  readonly checkpoints: readonly Checkpoint[]
  /** To be read once, after the rest. Throws an `ExportFault` where the file is broken. */
  readonly lines: AsyncIterable<ChainLine>
}

/** Reads an export in the very arrangement that it was written in; JSON of another one is refused, so nothing can be read in two ways. */
export async function readExport(path: string): Promise<ExportReader> {
  const texts = numbered(path)
  const head = parseHead(await next(texts))
  const checkpoints: Checkpoint[] = []
  for (;;) {
    const { text, number } = await next(texts)
    if (text === '],"lines":[') break
    const value = parse(text, number)
    if (!isCheckpoint(value)) throw new ExportFault(`Its line ${number} is no checkpoint.`)
    checkpoints.push(value)
  }
  return { head, checkpoints, lines: readLines(texts) }
}

type Numbered = { readonly text: string; readonly number: number }

async function* numbered(path: string): AsyncGenerator<Numbered> {
  let number = 0
  for await (const text of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity }))
    yield { text, number: (number += 1) }
}

async function next(texts: AsyncGenerator<Numbered>): Promise<Numbered> {
  const { value, done } = await texts.next()
  if (done === true) throw new ExportFault('It is cut off: it ends before its end.')
  return value
}

async function* readLines(texts: AsyncGenerator<Numbered>): AsyncGenerator<ChainLine> {
  for (;;) {
    const { text, number } = await next(texts)
    if (text === ']}') break
    const value = parse(text, number)
    if (!isLine().Check(value)) throw new ExportFault(`Its line ${number} is no line of an audit log.`)
    yield value
  }
  const { done } = await texts.next()
  if (done !== true) throw new ExportFault('Something stands behind its end.')
}

/** Only what it would be written as: a name that stands there twice, say, would show people something else than what is verified. */
function parse(text: string, number: number): unknown {
  const own = text.endsWith(',') ? text.slice(0, -1) : text
  try {
    const value: unknown = JSON.parse(own)
    if (JSON.stringify(value) === own) return value
  } catch {
    // Told below.
  }
  throw new ExportFault(`Its line ${number} cannot be read: it was changed or cut off.`)
}

const headEnd = ',"checkpoints":['

function parseHead({ text, number }: Numbered): ExportHead {
  const head = text.endsWith(headEnd) ? parse(`${text.slice(0, -headEnd.length)}}`, number) : undefined
  if (isHead().Check(head)) return head
  throw new ExportFault('It is not an export of an audit log, or was arranged anew; export it again and leave the file as it is.')
}

const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const Hex = Type.String({ pattern: '^[0-9a-f]{64}$' })
const Time = Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' })
const Content = nullable(Type.Record(Type.String(), Type.Unknown()))
const Part = <T extends TSchema>(content: T) =>
  nullable(
    Type.Object(
      { digest: Hex, salt: nullable(Type.String({ pattern: '^[0-9a-f]{32}$' })), content: nullable(content) },
      { additionalProperties: false },
    ),
  )

const isHead = madeOnce(() =>
  Compile(
    Type.Object({
      format: Type.Literal('steward audit export'),
      version: Type.Literal(1),
      chain: Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }),
      workspace: nullable(Type.String()),
      exportedAt: Time,
      publicKey: Type.String(),
    }),
  ),
)

const isLine = madeOnce(
  () =>
    Compile(
      Type.Object(
        {
          seq: Type.Integer({ minimum: 0 }),
          id: Type.String(),
          at: Time,
          recordedAt: Time,
          userId: nullable(Type.String()),
          means: nullable(Type.Enum([...auditMeans])),
          action: Type.String(),
          resourceType: Type.String(),
          resourceId: nullable(Type.String()),
          origin: Part(
            Type.Object({ address: nullable(Type.String()), agent: nullable(Type.String()) }, { additionalProperties: false }),
          ),
          values: Part(Type.Object({ old: Content, new: Content, metadata: Content }, { additionalProperties: false })),
          prevHash: Hex,
          hash: Hex,
        },
        { additionalProperties: false },
      ),
    ) as unknown as { Check(value: unknown): value is ChainLine },
)
