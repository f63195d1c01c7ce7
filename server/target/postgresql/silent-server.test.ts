import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { openPostgresql } from './open-postgresql.ts'
import { addressOf, carryOut, limits } from './shop.fixture.ts'

let server: Server | undefined
const sockets = new Set<Socket>()
afterEach(() => {
  for (const socket of sockets) socket.destroy()
  server?.close()
})

const message = (type: string, body: Buffer) => {
  const length = Buffer.alloc(4)
  length.writeInt32BE(body.length + 4)
  return Buffer.concat([Buffer.from(type), length, body])
}
const letsIn = Buffer.concat([message('R', Buffer.alloc(4)), message('Z', Buffer.from('I'))])

/** Lets everybody in and then says what it is told to, whatever it is asked. */
async function lying(speak: (socket: Socket) => void): Promise<ReturnType<typeof addressOf>> {
  server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
    socket.once('data', () => {
      socket.write(letsIn)
      socket.on('data', () => speak(socket))
    })
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return addressOf({ port: (server.address() as AddressInfo).port, database: 'any' }, 'reader')
}

const gone = () => expect.poll(() => sockets.size, { timeout: 3_000 }).toBe(0)
const sentence = 'The database did not answer in time and was left alone.'

test('a server that lets somebody in and then says nothing is left, by each who asks it something', async () => {
  const address = await lying(() => undefined)
  const target = openPostgresql(() => Promise.resolve(address))

  const [query, analysis] = await Promise.all([
    carryOut(address, 'select 1', { limits: { ...limits, statementMs: 200 } }).catch((error: unknown) => error),
    target.analyse('select 1', 'query', { masked: [], timeoutMs: 200 }).catch((error: unknown) => error),
  ])

  for (const error of [query, analysis]) expect(error).toMatchObject({ name: 'TargetError', message: sentence, isInDoubt: false })
  await gone()
}, 15_000)

test('a server that talks without end and never answers is left too', async () => {
  const notice = message('N', Buffer.from(`SNOTICE\0Mon and on\0\0`))
  const address = await lying((socket) => {
    const talking = setInterval(() => (socket.destroyed ? clearInterval(talking) : socket.write(notice)), 20)
  })

  await expect(carryOut(address, 'select 1', { masked: [], limits: { ...limits, statementMs: 200 } })).rejects.toThrow(sentence)
  await gone()
}, 15_000)
