import { setLogLevel } from '#base/log'
import { StartError } from '#base/start-error'
import { findCluster } from './cluster-folder.ts'
import { openEmbedded } from './open-embedded.ts'
import { findPostmaster } from './postmaster-pid.ts'

// A process of its own for the tests of this folder, so that it can be killed: opens the
// database, says where, and stays until its standard input ends.

const [dataDir = '', purpose = 'serve', refuge] = process.argv.slice(2)
setLogLevel('fatal')
try {
  const database = await openEmbedded(dataDir, { exclusive: purpose === 'serve', refuge: refuge || undefined })
  process.stdout.write(`${JSON.stringify({ url: database.url, postmaster: findPostmaster(findCluster(dataDir))?.pid })}\n`)
  process.stdin.resume()
  process.stdin.once('end', () => void database.close().then(() => process.exit(0)))
} catch (error) {
  process.stdout.write(`${JSON.stringify({ refused: (error as Error).message, isForPeople: error instanceof StartError })}\n`)
}
