// Runs the file that its first argument names, as if it had been started itself, with the bundles of packages in place.

import { pathToFileURL } from 'node:url'
import { useBundles } from './package-bundles.mjs'

process.argv.splice(1, 1)
useBundles()
await import(pathToFileURL(process.argv[1]).href)
