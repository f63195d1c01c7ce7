import { join } from 'node:path'
import { hubs } from '../server/hubs.ts'
import { decisionList, documents } from './tidy/rule-docs.ts'
import { globalsInTheirRoom } from './tidy/rule-globals.ts'
import { hubReadme, hubSign } from './tidy/rule-hub.ts'
import { direction, hubOrder, oneDoor, pureEngine } from './tidy/rule-imports.ts'
import { fileNames, glossary, openEnds, units } from './tidy/rule-names.ts'
import { endpointPermissions } from './tidy/rule-permissions.ts'
import { migrations, ownTables, sqlInStores } from './tidy/rule-tables.ts'
import { outgoing } from './tidy/rule-outgoing.ts'
import { connectorImports, contractStaysPlain, editorModel, features, nodeTests, primitives } from './tidy/rule-workspaces.ts'
import { type House, readPaths, readSources, type Rule, type Source } from './tidy/source.ts'

/** What no linter knows about this house. Each rule has a test that plants a violation. */
export const rules: readonly Rule[] = [
  hubOrder,
  oneDoor,
  direction,
  pureEngine,
  sqlInStores,
  ownTables,
  migrations,
  hubSign,
  hubReadme,
  fileNames,
  units,
  glossary,
  openEnds,
  globalsInTheirRoom,
  outgoing,
  contractStaysPlain,
  endpointPermissions,
  connectorImports,
  nodeTests,
  features,
  primitives,
  editorModel,
  documents,
  decisionList,
]

/** One line per fault, each with its way out; none means that the house is tidy. */
export function tidy(sources: readonly Source[], house: Partial<House> = {}): string[] {
  const known: House = { hubs: house.hubs ?? hubs, paths: house.paths ?? new Set(sources.map((source) => source.path)) }
  const faults = sources.flatMap((source) =>
    rules.filter((rule) => rule.sees(source.path)).flatMap((rule) => rule.faults(source, known)),
  )
  return [...new Set(faults)]
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..')
  const sources = readSources(root)
  const faults = tidy(sources, { paths: new Set(readPaths(root)) })
  for (const fault of faults) console.error(fault)
  console.error(faults.length === 0 ? `tidy: ${sources.length} files in order` : `tidy: ${faults.length} faults`)
  process.exitCode = faults.length > 0 ? 1 : 0
}
