// What many server processes of the tests need is made once before them: the bundles of packages, and what Node
// compiles of our modules. A process that a test kills keeps nothing of it for the next one.

import { join } from 'node:path'
import { bundleWhenStale } from './package-bundles.mjs'
import { findNode, root, run } from './runtime.mjs'

export async function warmUp() {
  await bundleWhenStale()
  await run(findNode(), [join(root, 'scripts', 'run-with-bundles.mjs'), join(root, 'scripts', 'load-server.mjs')], { cwd: root })
}
