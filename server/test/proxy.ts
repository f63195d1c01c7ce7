import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

type Pair = { readonly near: Socket; readonly far: Socket; losing: boolean }

/** A wire that can be cut, stopped up, or made to lose an answer: what a network does between two processes. */
export class Proxy {
  readonly port: number
  private readonly server: Server
  private readonly pairs = new Set<Pair>()
  private readonly target: () => number
  private mode: 'open' | 'closed' | 'silent' = 'open'
  private lossOf: string | undefined
  /** How many answers were lost on purpose. */
  lost = 0

  private constructor(server: Server, target: () => number) {
    this.server = server
    this.port = (server.address() as AddressInfo).port
    this.target = target
    server.on('connection', (near) => this.join(near))
  }

  /** Leads to a port of the loopback, asked for anew with every connection. */
  static async open(target: () => number): Promise<Proxy> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new Proxy(server, target)
  }

  /** Breaks every connection; new ones may be made at once. */
  cut(): void {
    for (const { near, far } of this.pairs) {
      near.resetAndDestroy()
      far.resetAndDestroy()
    }
  }

  /** Breaks every connection and refuses new ones. */
  close(): void {
    this.mode = 'closed'
    this.cut()
  }

  /** Nothing gets through any more, and nobody is told. */
  silence(): void {
    this.mode = 'silent'
    for (const { near, far } of this.pairs) {
      near.pause()
      far.pause()
    }
  }

  /** Lets everything through again. What was held back arrives late. */
  restore(): void {
    this.mode = 'open'
    for (const { near, far } of this.pairs) {
      near.resume()
      far.resume()
    }
  }

  /** The next request that holds this text reaches its target and is worked on, but its answer never comes: the connection breaks first. */
  loseAnswerTo(text: string): void {
    this.lossOf = text
  }

  async end(): Promise<void> {
    this.close()
    await new Promise((resolve) => this.server.close(resolve))
  }

  private join(near: Socket): void {
    if (this.mode === 'closed') {
      near.resetAndDestroy()
      return
    }
    const far = connect(this.target(), '127.0.0.1')
    const pair: Pair = { near, far, losing: false }
    this.pairs.add(pair)
    const end = () => {
      this.pairs.delete(pair)
      near.destroy()
      far.destroy()
    }
    for (const socket of [near, far]) socket.setNoDelay(true).on('error', end).on('close', end)
    near.on('data', (chunk) => {
      if (this.lossOf !== undefined && chunk.includes(this.lossOf)) {
        this.lossOf = undefined
        pair.losing = true
      }
      far.write(chunk)
    })
    far.on('data', (chunk) => {
      if (!pair.losing) near.write(chunk)
      else {
        this.lost += 1
        near.resetAndDestroy()
        end()
      }
    })
    if (this.mode === 'silent') this.silence()
  }
}
