import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { connectAdmin } from '../server/db/index.ts'
import { testDatabase } from '../server/test/database.ts'
import { dataModel, dataModelPath, writeDataModel } from './data-model.ts'

test('the page of the data model is that of the database, and every deviation from the designs has its reason', async () => {
  await using db = await testDatabase()
  const client = await connectAdmin(db.url)
  const { text, faults } = await dataModel(client).finally(() => client.end())

  expect(faults).toEqual([])
  if (process.env['STEWARD_WRITE'] === '1') writeDataModel(text)
  expect(existsSync(dataModelPath) && readFileSync(dataModelPath, 'utf8') === text, 'run it with STEWARD_WRITE=1').toBe(true)
})
