// Some packages come as hundreds of small files, and finding and linking those takes a good part of a start. Each of
// them is bundled into a few files below node_modules/.cache, which are used in its place by `useBundles`. Without
// bundles everything works the same, only slower.

import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import module from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './runtime.mjs'

/** What is imported of them, by package. */
const bundled = {
  kysely: ['kysely'],
  typebox: ['typebox', 'typebox/compile', 'typebox/value'],
}
const specifiers = Object.values(bundled).flat()
const cache = join(root, 'node_modules', '.cache', 'steward-bundles')

/** Bundles what is not bundled yet in these versions. Never fails a start. */
export async function bundleWhenStale() {
  const folder = findFolder()
  if (folder === undefined || existsSync(folder)) return
  let fresh
  try {
    mkdirSync(cache, { recursive: true })
    fresh = mkdtempSync(`${folder}.new-`)
    await bundle(fresh)
    // Whoever may read the packages may read these.
    chmodSync(fresh, 0o755)
    renameSync(fresh, folder)
  } catch {
    // There is no bundler here, the folder cannot be written, or another start was quicker.
    if (fresh !== undefined) rmSync(fresh, { recursive: true, force: true })
  }
}

async function bundle(folder) {
  const { build } = await import('vite')
  await build({
    configFile: false,
    logLevel: 'silent',
    root: join(root, 'server'),
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: folder,
      minify: false,
      // As they are: a part that looks unused to the bundler may be there for what it does when it is loaded.
      rollupOptions: {
        preserveEntrySignatures: 'strict',
        treeshake: false,
        input: Object.fromEntries(specifiers.map((each) => [fileOf(each), each])),
        output: { entryFileNames: '[name].mjs', chunkFileNames: 'part-[hash].mjs' },
      },
    },
  })
}

/** From now on this thread imports the bundles where there are any. */
export function useBundles() {
  const folder = findFolder()
  if (folder === undefined || module.registerHooks === undefined || !existsSync(folder)) return
  const urls = new Map(specifiers.map((each) => [each, pathToFileURL(join(folder, `${fileOf(each)}.mjs`)).href]))
  module.registerHooks({
    resolve: (specifier, context, next) => {
      const url = urls.get(specifier)
      return url === undefined ? next(specifier, context) : { url, format: 'module', shortCircuit: true }
    },
  })
}

const fileOf = (specifier) => specifier.replaceAll('/', '-')

/** The bundles of exactly the installed versions; undefined where the packages are somewhere else. */
function findFolder() {
  try {
    const versions = Object.keys(bundled).map(
      (name) => JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version,
    )
    return join(
      cache,
      createHash('sha256')
        .update(JSON.stringify([bundled, versions]))
        .digest('hex')
        .slice(0, 16),
    )
  } catch {
    return undefined
  }
}
