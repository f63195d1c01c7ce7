import type { Session } from './session.ts'

export type WireColumn = {
  readonly name: string
  readonly tableId: number
  readonly columnNumber: number
  readonly typeId: number
  readonly typeModifier: number
}

type Field = { name: string; tableID: number; columnID: number; dataTypeID: number; dataTypeModifier: number }
type Wire = {
  parse(message: object): void
  bind(message: object): void
  describe(message: object): void
  execute(message: object): void
  close(message: object): void
  sync(): void
}

export type Piece = {
  readonly rows: readonly (readonly (string | null)[])[]
  readonly isEnd: boolean
  readonly changed: number | null
}

type Waiting = { readonly resolve: (piece: Piece) => void; readonly reject: (error: unknown) => void }

/** One exchange with the server: messages up to a Sync, and all answers up to its ReadyForQuery. */
class Exchange {
  columns: readonly WireColumn[] = []
  private rows: (string | null)[][] = []
  private isEnd = false
  private changed: number | null = null
  private readonly ask: (wire: Wire) => void
  private readonly waiting: Waiting
  private readonly keeps: (row: readonly (string | null)[]) => boolean

  constructor(ask: (wire: Wire) => void, waiting: Waiting, keeps: (row: readonly (string | null)[]) => boolean) {
    this.ask = ask
    this.waiting = waiting
    this.keeps = keeps
  }

  submit(wire: Wire): void {
    this.ask(wire)
    wire.sync()
  }
  handleRowDescription({ fields }: { fields: Field[] }): void {
    this.columns = fields.map((one) => ({
      name: one.name,
      tableId: one.tableID,
      columnNumber: one.columnID,
      typeId: one.dataTypeID,
      typeModifier: one.dataTypeModifier,
    }))
  }
  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    if (this.keeps(fields)) this.rows.push(fields)
  }
  handlePortalSuspended(): void {
    this.isEnd = false
  }
  handleCommandComplete({ text }: { text: string }): void {
    this.isEnd = true
    const count = /^(?:INSERT \d+|UPDATE|DELETE|MERGE) (\d+)$/.exec(text)?.[1]
    this.changed = count === undefined ? null : Number(count)
  }
  handleEmptyQuery(): void {
    this.isEnd = true
  }
  handleCopyInResponse(wire: { sendCopyFail(message: string): void }): void {
    wire.sendCopyFail('COPY is not taken here')
  }
  handleCopyData(): void {}
  /** The client hands us nothing more after an error; what is asked next waits until the server is ready again. */
  handleError(error: unknown): void {
    this.waiting.reject(error)
  }
  handleReadyForQuery(): void {
    this.waiting.resolve({ rows: this.rows, isEnd: this.isEnd, changed: this.changed })
  }
}

const name = 'steward'

/** One statement by the extended protocol, whose rows are fetched in pieces as fast as they are taken. */
export class Portal {
  readonly columns: readonly WireColumn[]
  private readonly session: Session

  private constructor(session: Session, columns: readonly WireColumn[]) {
    this.session = session
    this.columns = columns
  }

  /** `values` are for the placeholders of the text, as texts that the server reads by the type that it finds there. */
  static async open(session: Session, text: string, values: readonly (string | null)[] = []): Promise<Portal> {
    const { columns } = await exchange(session, (wire) => {
      wire.parse({ text })
      wire.bind({ portal: name, values: [...values] })
      wire.describe({ type: 'P', name })
    })
    return new Portal(session, columns)
  }

  /** `keeps` says whether a row is kept as it arrives; the others are forgotten at once. */
  async next(rows: number, keeps: (row: readonly (string | null)[]) => boolean = () => true): Promise<Piece> {
    return (await exchange(this.session, (wire) => wire.execute({ portal: name, rows }), keeps)).piece
  }

  async close(): Promise<void> {
    await exchange(this.session, (wire) => wire.close({ type: 'P', name }))
  }
}

async function exchange(
  session: Session,
  ask: (wire: Wire) => void,
  keeps: (row: readonly (string | null)[]) => boolean = () => true,
) {
  let made: Exchange | undefined
  const piece = await session.within(
    new Promise<Piece>((resolve, reject) => {
      made = new Exchange(ask, { resolve, reject }, keeps)
      void session.client.query(made as unknown as Parameters<typeof session.client.query>[0])
    }),
  )
  return { piece, columns: made?.columns ?? [] }
}
