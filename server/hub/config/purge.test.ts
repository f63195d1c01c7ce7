import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { newId } from '#base/id'
import { publish } from '#db'
import { running, until } from '#test/running'
import { defineConfig } from '#hub/config'

const about = { title: 'T', description: 'D', category: 'C' }
const size = defineConfig({ key: 'test.size', ...about, schema: Type.Integer(), default: 1, scopes: ['GLOBAL', 'TENANT'] })

test('settings of a workspace that is gone go with their history; those of the installation are never deleted', async () => {
  await using steward = await running(undefined, { configKeys: [size] })
  const config = steward.databases.pool('config')
  expect((await steward.api('PUT', '/config/test.size', { value: 5, version: 0 })).status).toBe(200)
  expect((await steward.api('PUT', '/config/test.size', { value: 6, version: 1 })).status).toBe(200)
  expect((await steward.api('PUT', '/installation/config/test.size', { value: 7, version: 0 })).status).toBe(200)
  const scopes = async (table: string) => {
    const { rows } = await config.query<{ scope: string }>(`select scope from ${table} order by revision`)
    return rows.map(({ scope }) => scope)
  }
  expect([await scopes('runtime_configs'), await scopes('config_history')]).toEqual([
    ['TENANT', 'GLOBAL'],
    ['TENANT', 'TENANT', 'GLOBAL'],
  ])
  const { rows } = await config.query<{ id: string }>(`select tenant_id as id from runtime_configs where scope = 'TENANT'`)
  const gone = rows[0]?.id ?? ''

  for (const id of [newId(), gone])
    await steward.databases.transaction('tenant', (tx) =>
      publish(tx, { type: 'workspace.purged', key: id, payload: { workspaceId: id } }),
    )

  await until(
    async () => [await scopes('runtime_configs'), await scopes('config_history')],
    ([values, history]) => values?.join() === 'GLOBAL' && history?.join() === 'GLOBAL',
  )
  await expect(config.query('delete from config_history')).rejects.toThrow('never changed')
})
