export type Embedded = {
  /** Reaches the database `steward` as its administrator. */
  readonly url: string
  /** Stops the server if this process started it. */
  close(): Promise<void>
}

/** Reaches the database `steward` through the socket, or on Windows through the loopback with a password. */
export function embeddedUrl(server: {
  readonly port: number
  readonly socketFolder: string
  readonly password: string | undefined
}): string {
  const { port, socketFolder, password } = server
  if (socketFolder === '') return `postgres://steward:${password ?? ''}@127.0.0.1:${port}/steward`
  return `postgres://steward@localhost:${port}/steward?host=${encodeURIComponent(socketFolder)}`
}
