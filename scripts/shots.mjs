// `npm run shots [-- <folder> [part of a name …]]`: a picture of every page in light, dark and on a phone; see e2e/shots.ts.

import { join } from 'node:path'
import { buildWebWhenStale } from './build-web.mjs'
import { findNode, installWhatIsMissing, root, run } from './runtime.mjs'

await installWhatIsMissing()
process.exitCode =
  (await buildWebWhenStale()) || (await run(findNode(), [join(root, 'e2e', 'shots.ts'), ...process.argv.slice(2)], { cwd: root }))
