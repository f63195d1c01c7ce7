/**
 * The one entry of the server and the command line. Commands are files of
 * `command/`, loaded when they are asked for, so that a short one starts fast.
 */
const commands: Record<string, () => Promise<(argv: string[]) => Promise<number>>> = {
  serve: async () => (await import('./command/serve.ts')).serveCommand,
  run: async () => (await import('./command/run.ts')).runCommand,
  eval: async () => (await import('./command/eval.ts')).evalCommand,
  replay: async () => (await import('./command/replay.ts')).replayCommand,
  plan: async () => (await import('./command/plan.ts')).planCommand,
  import: async () => (await import('./command/import.ts')).importCommand,
  'api-key': async () => (await import('./command/api-key.ts')).apiKeyCommand,
  migrate: async () => (await import('./command/migrate.ts')).migrateCommand,
  doctor: async () => (await import('./command/doctor.ts')).doctorCommand,
  backup: async () => (await import('./command/backup.ts')).backupCommand,
  audit: async () => (await import('./command/audit.ts')).auditCommand,
  receipts: async () => (await import('./command/receipts.ts')).receiptsCommand,
  restore: async () => (await import('./command/restore.ts')).restoreCommand,
  'rotate-key': async () => (await import('./command/rotate-key.ts')).rotateKeyCommand,
}

const usage = `steward <command>

  serve                         starts the server; what npm start ends in
  run <file or folder>…         executes workflow files in this process
  plan <workflow>               tells every effect it would have, and has none
  eval '<expression>'           evaluates an expression
  import <file or folder>…      imports workflows into the running installation
  replay <execution id>         executes a recorded execution again and tells what differs
  api-key create --name <name>  makes an API key
  migrate [status|up|down]      database migrations
  doctor                        looks for problems of this installation
  audit verify [<file>]         whether the audit log is whole and unchanged; also export
  receipts verify <file> <file> whether exported receipts are those that the audit log attests
  backup <file>, restore <file> the whole installation in one file
  rotate-key                    locks every stored secret with a new encryption key
`

// `steward migrate status | head` closes our output early; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

const [name = '', ...argv] = process.argv.slice(2)
const load = commands[name]
if (load === undefined) {
  const asked = name === '' || name === 'help' || name === '--help'
  process[asked ? 'stdout' : 'stderr'].write(asked ? usage : `There is no command "${name}".\n\n${usage}`)
  process.exitCode = asked ? 0 : 2
} else {
  const command = await load()
  try {
    process.exitCode = await command(argv)
  } catch (error) {
    // What a person must repair is said in a sentence; anything else is our bug and shows its trace.
    if ((error as Error).name !== 'StartError') throw error
    process.stderr.write(`${(error as Error).message}\n`)
    process.exitCode = 1
  }
}
