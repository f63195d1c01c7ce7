import { type Change, type DurableDeps, GroupCommit } from '#engine/host'

type Store = (batch: readonly Change[]) => Promise<readonly boolean[]>

/** What nodes may use where nothing is outside. */
export const stillIo: ReturnType<DurableDeps['io']> = {
  http: () => Promise.reject(new Error('nothing is outside')),
  queryDatabase: async () => ({ rows: [], changedRows: null }),
  readBinary: async () => new Uint8Array(),
  writeBinary: async () => ({ mimeType: 'text/plain' }),
  connection: async () => undefined,
}

/** Of an engine that has nobody around it: what it stores is taken at once, and what it reads is not there. */
export function stillHost(store: Store = async (batch) => batch.map(() => true)): DurableDeps {
  return {
    group: new GroupCommit(store, {
      inFlightMax: 2,
      batchMax: 500,
      isDataError: () => true,
      retryMs: () => 1,
      onTrouble: () => {},
    }),
    workerId: () => 'worker',
    events: { executionChanged: () => {}, nodeStarted: () => {}, nodeFinished: () => {} },
    environment: {},
    resumeUrl: (id) => id,
    io: () => stillIo,
    runCode: async () => [],
    loadStaticData: async () => {},
    saveStaticData: async () => {},
    findCallee: () => Promise.reject(new Error('nothing is called')),
    awaitEnd: async () => undefined,
    isStored: async () => false,
    cancel: async () => {},
    errorStart: async () => undefined,
  }
}
