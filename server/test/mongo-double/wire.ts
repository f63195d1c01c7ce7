import { deserialize, type Document, serialize } from 'bson'

const headerBytes = 16
const opReply = 1
const opQuery = 2004
const opMsg = 2013
const longestMessageBytes = 48_000_000
const checksumPresent = 1
const moreToCome = 2

/** One message as it came: the command with its document sequences put back into it. */
export type Message = {
  readonly requestId: number
  readonly isLegacy: boolean
  readonly wantsAnswer: boolean
  readonly body: Document
}

/** Longs stay Longs, so that what a client wrote is what it reads again. */
export const read = (bytes: Buffer): Document => deserialize(bytes, { promoteLongs: false, bsonRegExp: false })

/** Cuts a stream of bytes into messages. Throws when the bytes are no protocol of MongoDB. */
export function createReader(): (chunk: Buffer) => Message[] {
  let held = Buffer.alloc(0)
  return (chunk) => {
    held = Buffer.concat([held, chunk])
    const messages: Message[] = []
    while (held.length >= headerBytes) {
      const length = held.readInt32LE(0)
      if (length < headerBytes || length > longestMessageBytes) throw new Error(`a message of ${length} bytes`)
      if (held.length < length) break
      messages.push(parse(held.subarray(0, length)))
      held = held.subarray(length)
    }
    return messages
  }
}

function parse(bytes: Buffer): Message {
  const requestId = bytes.readInt32LE(4)
  const opcode = bytes.readInt32LE(12)
  if (opcode === opMsg) return parseMsg(bytes, requestId)
  if (opcode === opQuery) return parseQuery(bytes, requestId)
  throw new Error(`opcode ${opcode} is not spoken here`)
}

/** The first hello of a driver is still an OP_QUERY. */
function parseQuery(bytes: Buffer, requestId: number): Message {
  const nameEnd = bytes.indexOf(0, 20)
  const body = read(bytes.subarray(nameEnd + 1 + 8))
  const db = bytes.toString('utf8', 20, nameEnd).split('.', 1)[0]
  return { requestId, isLegacy: true, wantsAnswer: true, body: { ...body, $db: db } }
}

function parseMsg(bytes: Buffer, requestId: number): Message {
  const flags = bytes.readUInt32LE(16)
  const end = (flags & checksumPresent) === 0 ? bytes.length : bytes.length - 4
  let body: Document = {}
  const sequences: Document = {}
  for (let at = 20; at < end;) {
    const kind = bytes[at]
    const size = bytes.readInt32LE(at + 1)
    const section = bytes.subarray(at + 1, at + 1 + size)
    if (kind === 0) body = read(section)
    else if (kind === 1) {
      const nameEnd = section.indexOf(0, 4)
      sequences[section.toString('utf8', 4, nameEnd)] = documentsOf(section.subarray(nameEnd + 1))
    } else throw new Error(`section of kind ${String(kind)}`)
    at += 1 + size
  }
  return { requestId, isLegacy: false, wantsAnswer: (flags & moreToCome) === 0, body: { ...body, ...sequences } }
}

function documentsOf(bytes: Buffer): Document[] {
  const documents: Document[] = []
  for (let at = 0; at < bytes.length;) {
    const size = bytes.readInt32LE(at)
    documents.push(read(bytes.subarray(at, at + size)))
    at += size
  }
  return documents
}

export function answerTo(message: Message, answer: Document): Buffer {
  const body = serialize(answer, { ignoreUndefined: true })
  return message.isLegacy ? legacyAnswer(message.requestId, body) : msgAnswer(message.requestId, body)
}

function msgAnswer(requestId: number, body: Uint8Array): Buffer {
  const head = Buffer.alloc(headerBytes + 5)
  head.writeInt32LE(head.length + body.length, 0)
  head.writeInt32LE(requestId, 8)
  head.writeInt32LE(opMsg, 12)
  return Buffer.concat([head, body])
}

function legacyAnswer(requestId: number, body: Uint8Array): Buffer {
  const head = Buffer.alloc(headerBytes + 20)
  head.writeInt32LE(head.length + body.length, 0)
  head.writeInt32LE(requestId, 8)
  head.writeInt32LE(opReply, 12)
  head.writeInt32LE(1, headerBytes + 16)
  return Buffer.concat([head, body])
}
