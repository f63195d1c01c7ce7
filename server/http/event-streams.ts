/** An answer that is kept open. */
type OpenStream = {
  close(): void
  /** Ends it when its reader would not be let in any more; resolves when that is settled. */
  lookAgain(): Promise<void>
}

/** So many readers are looked at side by side: enough for a thousand in a second, too few to keep requests from the database. */
const atOnce = 8
/** At least this long passes between two rounds, however often somebody signs in or out. */
const restMs = 200

/** The streams of events of one server. */
export type EventStreams = ReturnType<typeof createEventStreams>

export function createEventStreams() {
  const open = new Set<OpenStream>()
  let isLooking = false
  let isWanted = false

  const round = async (): Promise<void> => {
    const left = [...open]
    const work = async () => {
      for (let stream = left.pop(); stream !== undefined; stream = left.pop()) await stream.lookAgain()
    }
    await Promise.all(Array.from({ length: atOnce }, work))
  }
  const lookUntilQuiet = async (): Promise<void> => {
    isLooking = true
    while (isWanted) {
      isWanted = false
      await round()
      await new Promise((resolve) => setTimeout(resolve, restMs).unref())
    }
    isLooking = false
  }

  return {
    add: (stream: OpenStream): void => void open.add(stream),
    delete: (stream: OpenStream): void => void open.delete(stream),
    endAll: (): void => {
      for (const stream of open) stream.close()
    },
    /** Somebody may have lost a right: begins to look whether every reader may still read. What is said meanwhile is looked at in one more round. */
    lookAgain: (): void => {
      isWanted = true
      if (!isLooking) void lookUntilQuiet()
    },
  }
}
