import { dirname, join, normalize } from 'node:path/posix'
import { importsOf, isCode, isTest, type Rule, type Source } from './source.ts'

const resolved = (path: string, target: string) => (target.startsWith('.') ? normalize(join(dirname(path), target)) : target)

export const features: Rule = {
  name: 'features of the web app do not know each other',
  sees: (path) => isCode(path) && path.startsWith('web/feature/'),
  faults(source) {
    const feature = source.path.split('/')[2]
    return importsOf(source).flatMap((target) => {
      const other = /^web\/feature\/([^/]+)/.exec(resolved(source.path, target))?.[1]
      return other === undefined || other === feature
        ? []
        : [`${source.path}: the feature ${feature} may not know ${other}; move what they share to web/ui or web/lib`]
    })
  },
}

export const primitives: Rule = {
  name: 'primitives of the web app know no feature, no route and no API',
  sees: (path) => isCode(path) && path.startsWith('web/ui/'),
  faults: (source) =>
    importsOf(source)
      .filter((target) => /^web\/(feature|api|editor|routes)/.test(resolved(source.path, target)))
      .map((target) => `${source.path}: a primitive may not know '${target}'; give it what it shows`),
}

/** What is imported as a type is gone before the code runs, so the model stays as pure with it. */
const withoutTypes = (source: Source): Source => ({
  ...source,
  code: source.code.replace(/\bimport type\b[^'"]*['"][^'"]*['"]/g, ''),
})

export const editorModel: Rule = {
  name: 'the model of the editor knows the contract only, and types',
  sees: (path) => isCode(path) && path.startsWith('web/editor/model/') && !isTest(path),
  faults: (source) =>
    importsOf(withoutTypes(source))
      .filter(
        (target) => !target.startsWith('@steward/contract/') && !resolved(source.path, target).startsWith('web/editor/model/'),
      )
      .map((target) => `${source.path}: '${target}' is not for the model; it knows @steward/contract, and types`),
}

/** Parsers reach nothing, so a connector may have one. */
const harmless = /^(@steward\/sdk\/|(typebox|fast-xml-parser)$)/

export const connectorImports: Rule = {
  name: 'a connector knows the SDK only',
  sees: (path) => isCode(path) && /^connectors\/[^/]+\//.test(path) && !isTest(path),
  faults(source) {
    const folder = source.path.split('/').slice(0, 2).join('/')
    return importsOf(source)
      .filter((target) => !harmless.test(target) && !resolved(source.path, target).startsWith(`${folder}/`))
      .map((target) => `${source.path}: '${target}' is out of reach; a connector knows @steward/sdk and its own folder`)
  },
}

/** A folder of a node or connector is complete with a test of its own. */
export const nodeTests: Rule = {
  name: 'every node and connector has a test',
  sees: (path) => /^(server\/nodes|connectors)\/[^/]+\/index\.ts$/.test(path),
  faults({ path }, { paths }) {
    const folder = path.slice(0, -'index.ts'.length)
    return [...paths].some((one) => one.startsWith(folder) && one.endsWith('.test.ts')) ? [] : [`${folder}: a test is missing`]
  },
}

export const contractStaysPlain: Rule = {
  name: 'contract and sdk know no server and no web',
  sees: (path) => isCode(path) && /^(contract|sdk)\//.test(path) && !isTest(path),
  faults: (source) =>
    importsOf(source)
      .filter(
        (target) =>
          /^(@steward\/(server|web|connectors)|#)/.test(target) ||
          (source.path.startsWith('contract/') && target.startsWith('@steward/sdk')),
      )
      .map((target) => `${source.path}: '${target}' stands above; contract and sdk are what others stand on`),
}
