// `npm start`: from a fresh clone to a running server, and on every later start straight to the server.

import { join } from 'node:path'
import { buildWebWhenStale } from './build-web.mjs'
import { bundleWhenStale } from './package-bundles.mjs'
import { findNode, installWhatIsMissing, root, run, runUnderPinnedNode, say } from './runtime.mjs'

const main = join(root, 'server', 'main.ts')
const args = process.argv.slice(2)

process.chdir(root)
await installWhatIsMissing()
if (args.includes('--dev')) await develop()
else {
  const code = await buildWebWhenStale()
  if (code === 0) {
    await bundleWhenStale()
    await runUnderPinnedNode(main, ['serve', ...args])
  } else process.exitCode = code
}

/** The server starts again when one of its files changes; Vite serves the web app and asks the server for the rest. */
async function develop() {
  const node = findNode()
  const rest = args.filter((each) => each !== '--dev')
  const server = run(node, ['--watch', '--watch-preserve-output', main, 'serve', ...rest])
  const web = run(node, [join(root, 'node_modules', 'vite', 'bin', 'vite.js')], { cwd: join(root, 'web') })
  const code = await Promise.race([server, web])
  // The other one hears the same signals; without one, a part that ended takes the whole down.
  if (code !== 0) say('one part of the development server ended; the other is stopped')
  process.exit(code)
}
