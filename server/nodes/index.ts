import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { NodeDefinition } from '@steward/sdk/node'
import { createCatalog, type NodeCatalog } from '#engine/core'

const homes = [new URL('./', import.meta.url), new URL('../../connectors/', import.meta.url)]

/**
 * Finds every node by its folder: `nodes/<name>/index.ts` and
 * `connectors/<name>/index.ts` export a definition, or several, by default.
 * There is no list to edit.
 */
async function loadCatalog(): Promise<NodeCatalog> {
  const folders = homes.flatMap((home) =>
    readdirSync(fileURLToPath(home), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
      .map((entry) => new URL(`${entry.name}/index.ts`, home))
      .filter((url) => existsSync(fileURLToPath(url))),
  )
  const modules = await Promise.all(
    folders.map(
      (url) => import(pathToFileURL(fileURLToPath(url)).href) as Promise<{ default: NodeDefinition | NodeDefinition[] }>,
    ),
  )
  return createCatalog(modules.flatMap((module) => module.default))
}

/** Every kind of node this installation knows. */
export const catalog = await loadCatalog()
