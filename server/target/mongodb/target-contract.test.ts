import { mongoDouble } from '#test/mongo-double/mongo-double'
import { afterAll } from 'vitest'
import { mongodbContract } from './target-contract.fixture.ts'

const doubles: AsyncDisposable[] = []
afterAll(async () => {
  for (const double of doubles) await double[Symbol.asyncDispose]()
})

async function ofDouble(isStandalone: boolean) {
  const double = await mongoDouble({ users: { steward: { password: 'right', right: 'readWrite' } }, isStandalone })
  doubles.push(double)
  return {
    reach: async () => ({
      host: '127.0.0.1',
      port: double.port,
      database: 'shop',
      user: 'steward',
      password: 'right',
      tls: { mode: 'off' as const },
    }),
    url: `mongodb://steward:right@127.0.0.1:${double.port}/?authMechanism=SCRAM-SHA-256`,
    database: 'shop',
    hasTransactions: !isStandalone,
  }
}

mongodbContract('a member of a replica set (the double)', () => ofDouble(false))
mongodbContract('a server alone (the double)', () => ofDouble(true))

const url = process.env['MONGO_TEST_URL']
// A server cannot be installed by npm. Where there is one it is used; the double is the whole proof elsewhere.
if (url === undefined) process.stdout.write('MONGO_TEST_URL is not set: MongoDB is proven against the double only\n')
else
  mongodbContract('the server of MONGO_TEST_URL', async () => {
    const at = new URL(url)
    const database = `steward_test_${process.pid}`
    const reach = async () => ({
      host: at.hostname,
      port: Number(at.port === '' ? 27017 : at.port),
      database,
      user: decodeURIComponent(at.username),
      password: decodeURIComponent(at.password),
      tls: at.searchParams.get('tls') === 'true' ? { mode: 'verify' as const } : { mode: 'off' as const },
    })
    const { MongoClient } = await import('mongodb')
    const client = new MongoClient(url, { directConnection: true })
    const hello = await client.db('admin').command({ hello: 1 })
    await client.close()
    return { reach, url, database, hasTransactions: hello['setName'] !== undefined || hello['msg'] === 'isdbgrid' }
  })
