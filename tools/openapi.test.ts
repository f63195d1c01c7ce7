import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { generateClientTypes, generatedPath } from './openapi.ts'

test('the generated client types are those of the contract', async () => {
  const generated = await generateClientTypes()

  expect(readFileSync(generatedPath, 'utf8') === generated, 'run `node tools/openapi.ts`').toBe(true)
})
