#!/usr/bin/env node
// The `steward` command: the server's entry under the pinned Node.

import { join } from 'node:path'
import { root, runUnderPinnedNode } from './runtime.mjs'

await runUnderPinnedNode(join(root, 'server', 'main.ts'), process.argv.slice(2))
