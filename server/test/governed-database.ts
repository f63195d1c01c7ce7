import type pg from 'pg'
import { newId } from '#base/id'
import { type Answer, type Json, type RunningInstallation, running, until } from './running.ts'
import { startTargetPostgres } from './target-postgres.ts'

export type Api = (method: string, path: string, body?: unknown) => Promise<Answer>

/** Somebody with a session; `userId` is who they are. */
export type Somebody = { readonly api: Api; readonly userId: string; readonly headers: Record<string, string> }

/** A database that Steward does not own, with a login for reads and one for changes. */
export type TargetDatabase = AsyncDisposable & {
  readonly host: string
  readonly port: number
  readonly database: string
  readonly reader: { readonly user: string; readonly password: string }
  readonly writer: { readonly user: string; readonly password: string }
  /** As its administrator. */
  query(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>
  /** A connection as its administrator, for what has to last. */
  connect(): Promise<pg.Client>
}

/** With the tables `people` (with an e-mail that is nobody's business) and `orders`. */
export async function targetDatabase(): Promise<TargetDatabase> {
  const server = await startTargetPostgres(18)
  const reader = { user: 'reader', password: 'reads what it may' }
  const writer = { user: 'writer', password: 'changes what it may' }
  await server.admin(`
    create role reader login password '${reader.password}';
    create role writer login password '${writer.password}';
    create table people (id int primary key, name text not null, email text not null);
    create table orders (id int primary key, person_id int not null, total numeric not null, note text);
    insert into people select n, 'Person ' || n, 'secret' || n || '@example.com' from generate_series(1, 50) n;
    insert into orders select n, 1 + n % 50, n * 1.5, null from generate_series(1, 300) n;
    grant select on people, orders to reader;
    grant select, insert, update, delete on people, orders to writer;
    analyze;`)
  return {
    host: '127.0.0.1',
    port: server.port,
    database: server.database,
    reader,
    writer,
    connect: () => server.connect(),
    query: (text, values) => server.admin(text, values),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

export type Governed = AsyncDisposable & {
  readonly steward: RunningInstallation
  readonly target: TargetDatabase
  readonly owner: Somebody
  /** Of the workspace; `role` is one of those that every workspace has, for the whole of it. */
  person(role: 'developer' | 'manager' | 'viewer', pod?: { readonly id: string; readonly isManager: boolean }): Promise<Somebody>
  pod(name: string): Promise<string>
  /** An instance of the target; its id. */
  instance(over?: Json): Promise<string>
  /** A query, submitted as somebody; the answer must be 201. */
  submit(by: Somebody, body: Json): Promise<Json>
  /** The query once it has this status. */
  becomes(by: Somebody, id: unknown, status: string): Promise<Json>
  /** Approves or rejects what waits for a query, as somebody. */
  decide(by: Somebody, query: Json, decision: string, reason?: string): Promise<Answer>
}

/** The whole product, and a database that it is to query. */
export async function governed(installation?: RunningInstallation): Promise<Governed> {
  const steward = installation ?? (await running())
  const target = await targetDatabase()
  const as =
    (headers: Record<string, string>): Api =>
    async (method, path, body) => {
      const type = { 'content-type': 'application/json' }
      const init = body === undefined ? { method } : { method, body: JSON.stringify(body) }
      const answer = await fetch(`${steward.url}/api/v1${path}`, {
        ...init,
        headers: { ...headers, ...(body === undefined ? {} : type) },
      })
      const text = await answer.text()
      const isJson = answer.headers.get('content-type')?.includes('json') === true && !path.includes('/result/file')
      return { status: answer.status, headers: answer.headers, body: isJson ? (JSON.parse(text) as Json) : { text } }
    }
  const somebody = async (headers: Record<string, string>): Promise<Somebody> => {
    const api = as(headers)
    const { body } = await api('GET', '/session')
    return { api, headers, userId: (body['user'] as { id: string }).id }
  }
  const ownerApi: Api = (method, path, body) => steward.api(method, path, body)
  const { body: session } = await ownerApi('GET', '/session')
  const owner: Somebody = { api: ownerApi, userId: (session['user'] as { id: string }).id, headers: {} }
  const { body: roles } = await ownerApi('GET', '/roles')
  const roleId = (name: string) => (roles['items'] as { id: string; name: string }[]).find((role) => role.name === name)?.id
  const must = async (answer: Promise<Answer>, status: number) => {
    const got = await answer
    if (got.status !== status) throw new Error(`answered by ${got.status}: ${JSON.stringify(got.body)}`)
    return got.body
  }
  return {
    steward,
    target,
    owner,
    person: async (role, pod) => {
      const one = await somebody(await steward.member('viewer'))
      if (role !== 'viewer') await must(ownerApi('POST', '/role-assignments', { userId: one.userId, roleId: roleId(role) }), 201)
      if (pod !== undefined)
        await must(ownerApi('PUT', `/pods/${pod.id}/members/${one.userId}`, { isManager: pod.isManager }), 200)
      return one
    },
    pod: async (name) => String((await must(ownerApi('POST', '/pods', { name }), 201))['id']),
    instance: async (over = {}) => {
      const body = await must(
        ownerApi('POST', '/instances', {
          kind: 'postgresql',
          name: `Orders ${newId().slice(-8)}`,
          environment: 'production',
          host: target.host,
          port: target.port,
          databases: [target.database],
          tls: { mode: 'off' },
          readLogin: target.reader,
          writeLogin: target.writer,
          masked: [{ schema: null, table: 'people', column: 'email' }],
          ...over,
        }),
        201,
      )
      return String((body['instance'] as Json)['id'])
    },
    submit: (by, body) => must(by.api('POST', '/queries', { database: target.database, form: 'query', ...body }), 201),
    becomes: (by, id, status) =>
      until(
        async () => (await by.api('GET', `/queries/${String(id)}`)).body,
        (query) => query['status'] === status,
      ),
    decide: async (by, query, decision, reason) => {
      const approval = await by.api('GET', `/approvals/${String(query['approvalId'])}`)
      const { hash } = approval.body
      const said = reason === undefined ? {} : { reason }
      return await by.api('POST', `/approvals/${String(query['approvalId'])}/decision`, { decision, hash, ...said })
    },
    [Symbol.asyncDispose]: async () => {
      if (installation === undefined) await steward[Symbol.asyncDispose]()
      await target[Symbol.asyncDispose]()
    },
  }
}
