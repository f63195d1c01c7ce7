import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript'
import { endpoints } from '../contract/api/endpoints.ts'
import { openApiDocument } from '../server/http/openapi.ts'
import { writePermissions } from './permissions.ts'

export const generatedPath = join(import.meta.dirname, '../sdk/api.gen.ts')

const header = '// Written by tools/openapi.ts from the contract. Run `node tools/openapi.ts` after changing it.\n\n'

/** The types of the API client, as text, from the contract alone: no server and no database is needed. */
export async function generateClientTypes(): Promise<string> {
  // The version of the product is no part of the types, so a release does not change them.
  const document = openApiDocument(endpoints, '1')
  const nodes = await openapiTS(document as unknown as OpenAPI3, { alphabetize: true, defaultNonNullable: false })
  return header + astToString(nodes)
}

if (import.meta.main) {
  const text = await generateClientTypes()
  const before = readFileSync(generatedPath, { encoding: 'utf8', flag: 'a+' })
  if (before !== text) writeFileSync(generatedPath, text)
  process.stderr.write(before === text ? 'sdk/api.gen.ts is current\n' : 'sdk/api.gen.ts was written anew\n')
  // Whoever changes an endpoint changes who may call it.
  writePermissions()
}
