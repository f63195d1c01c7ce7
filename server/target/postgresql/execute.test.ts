import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { localhostCertificate, onBothVersions, startTargetPostgres, type TargetPostgres } from '#test/target-postgres'
import { Proxy } from '#test/proxy'
import type { Reach, TargetQuery } from '../target.ts'
import { openPostgresql } from './open-postgresql.ts'
import { addressOf, carryOut, limits, masked, schema } from './shop.fixture.ts'

onBothVersions('a query that is allowed', (version) => {
  let db: TargetPostgres
  beforeAll(async () => {
    db = await startTargetPostgres(version)
    await db.admin(schema)
  })
  afterAll(() => db[Symbol.asyncDispose]())

  const asReader = () => addressOf(db, 'reader')
  const asWriter = () => addressOf(db, 'writer')
  const target = (user: 'reader' | 'writer' | 'postgres' = 'writer') =>
    openPostgresql(() => Promise.resolve(addressOf(db, user)), { isForReading: user === 'reader' })
  const change = { allowed: 'write', form: 'script', masked: [] } as const satisfies Partial<TargetQuery>
  const left = () => db.admin(`select pid, state from pg_stat_activity where application_name = 'steward query'`)
  const nothingLeft = () => expect.poll(left, { timeout: 5_000 }).toEqual([])
  const stock = async (id: number) => (await db.admin('select amount, label, data, spot::text from stock where id = $1', [id]))[0]

  describe('to read', () => {
    test('gives values as JSON keeps them, and rounds nothing', async () => {
      const { columns, taken } = await carryOut(
        asReader(),
        `select 9007199254740993::bigint as big, 0.1::numeric(20,10) as exact, '\\x00ff'::bytea as bytes, date '2026-02-03' as day, timestamptz '2026-02-03 04:05:06+02' as moment,
           '{"a": [1, null]}'::jsonb as json, '{"n": 12345678901234567890}'::jsonb as long, true as yes, null::int as none, 'NaN'::float8 as nan, 7::int as seven, array[1, 2] as list, interval '1 day 2 hours' as span`,
      )

      expect(taken).toEqual([
        [
          '9007199254740993',
          '0.1000000000',
          'AP8=',
          '2026-02-03',
          '2026-02-03 02:05:06+00',
          { a: [1, null] },
          '{"n": 12345678901234567890}',
          true,
          null,
          'NaN',
          7,
          '{1,2}',
          'P1DT2H',
        ],
      ])
      expect(columns.map(({ type }) => type).slice(0, 4)).toEqual(['bigint', 'numeric(20,10)', 'bytea', 'date'])
    })

    test.each([
      ['select id, ssn from people order by id limit 1', ['1', '••••']],
      ['select ssn as name, id from people order by id limit 1', ['••••', '1']],
      ['select * from people order by id limit 1', ['1', 'Person 1', '••••', 'Ulm', 1]],
      [
        'select p.*, o.total from people p join orders o on o.person = p.id order by p.id limit 1',
        ['1', 'Person 1', '••••', 'Ulm', 1, '1.10'],
      ],
      ['select * from parent', [1, '••••']],
      ['select secret from part_one', ['••••']],
      ['select * from names order by id limit 1', ['1', 'Person 1']],
      ['select s.ssn from people s tablesample bernoulli (100) limit 1', ['••••']],
      ['select j.* from (people p join parent q on true) as j limit 1', ['1', 'Person 1', '••••', 'Ulm', 1, 1, '••••']],
      ['select id, ssn from people limit 1 offset 2', ['3', '••••']],
      ['explain (costs off) select ssn from people', ['Seq Scan on people']],
      ['select count(*) from people', ['1000']],
      ['select city, count(*) from people group by city order by city limit 1', ['Bonn', '500']],
    ])('hides what is to be hidden, under whatever name: %s', async (text, row) => {
      expect((await carryOut(asReader(), text)).taken).toEqual([row])
    })

    test('that is told to return a hidden column by a change hides it too', async () => {
      const { taken } = await carryOut(addressOf(db, 'postgres'), 'update people set age = age where id = 1 returning ssn, id', {
        ...change,
        masked,
      })
      expect(taken).toEqual([['••••', '1']])
      if (version === 18) {
        const both = await carryOut(
          addressOf(db, 'postgres'),
          'update people set age = age where id = 1 returning old.ssn, new.ssn as x, id',
          { ...change, masked },
        )
        expect(both.taken).toEqual([['••••', '••••', '1']])
      }
    })

    test('is refused when a hidden column has got another name meanwhile', async () => {
      await db.admin('alter table people rename column ssn to ssn_old')

      await expect(
        carryOut(asReader(), 'select id from people').finally(() => db.admin('alter table people rename column ssn_old to ssn')),
      ).rejects.toThrow('public.people should have the hidden column ssn and has not')
    })

    test('reads on only as fast as rows are taken, and the time that the taker needs is not counted', async () => {
      let taken = 0
      const { rows } = await carryOut(asReader(), 'select a.id from people a, people b', {
        limits: { ...limits, rows: 300, statementMs: 400 },
        onRow: () => new Promise((done) => setTimeout(done, (taken += 1) % 50 === 0 ? 150 : 0)),
      })

      expect(rows).toBe(300)
    })

    test('takes everything when everything fits, and says so', async () => {
      const { rows, isTruncated } = await carryOut(asReader(), 'select id from stock', { limits: { ...limits, rows: 100 } })

      expect({ rows, isTruncated }).toEqual({ rows: 100, isTruncated: false })
    })

    test('ends when it takes too long', async () => {
      const startedAt = performance.now()

      await expect(
        carryOut(asReader(), 'select count(*) from people a, people b, people c', { limits: { ...limits, statementMs: 300 } }),
      ).rejects.toThrow('The statement took longer than it may and was stopped.')

      expect(performance.now() - startedAt).toBeLessThan(2_000)
      await nothingLeft()
    })

    test('is stopped at the database too when somebody stops it', async () => {
      const stop = new AbortController()
      const done = carryOut(asReader(), 'select count(*) from people a, people b, people c', {
        limits: { ...limits, statementMs: 60_000 },
        signal: stop.signal,
      })
      await expect.poll(async () => (await left()).length, { timeout: 5_000 }).toBe(1)
      setTimeout(() => stop.abort(), 100)

      await expect(done).rejects.toThrow('The request was stopped; nothing was changed.')

      await nothingLeft()
    })

    test('says what happened when its connection is ended by an administrator', async () => {
      const done = carryOut(asReader(), 'select count(*) from people a, people b, people c', {
        limits: { ...limits, statementMs: 60_000 },
      })
      const ended = expect(done).rejects.toThrow('An administrator of the database ended the connection; nothing was changed.')
      await expect
        .poll(
          () =>
            db.admin(
              `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'steward query' and state = 'active' and query like '%count(*)%'`,
            ),
          { timeout: 5_000 },
        )
        .toHaveLength(1)

      await ended
      await nothingLeft()
    })

    test('asks for the password once more when it has been changed', async () => {
      const asked: boolean[] = []
      const reach: Reach = (isFresh) => {
        asked.push(isFresh)
        return Promise.resolve(addressOf(db, 'reader', isFresh ? 'reads' : 'the old one'))
      }

      expect((await carryOut(reach, 'select 1 as one')).taken).toEqual([[1]])

      expect(asked).toEqual([false, true])
    })

    test('goes through TLS only to the one whose certificate holds', async () => {
      await db.admin('alter system set ssl = on')
      await db.admin('select pg_reload_conf()')
      const through = (tls: object) =>
        carryOut(
          { ...asReader(), tls: { mode: 'verify', ...tls } },
          'select ssl::text from pg_stat_ssl where pid = pg_backend_pid()',
        )

      expect((await through({ ca: localhostCertificate, serverName: 'localhost' })).taken).toEqual([['true']])
      await expect(through({ serverName: 'localhost' })).rejects.toThrow('The certificate of the database does not hold')
      await expect(through({ ca: localhostCertificate, serverName: 'elsewhere.example' })).rejects.toThrow(
        'The certificate of the database does not hold',
      )
      await expect(through({ ca: localhostCertificate })).rejects.toThrow('The certificate of the database does not hold')
      await db.admin('alter system reset ssl')
      await db.admin('select pg_reload_conf()')
    })

    test('tells a wrong password, a wrong host and a missing certificate apart', async () => {
      await expect(carryOut(addressOf(db, 'reader', 'wrong'), 'select 1')).rejects.toThrow(
        'The database refused the password of the login.',
      )
      await expect(carryOut({ ...asReader(), port: 1 }, 'select 1')).rejects.toThrow(
        'Nothing answers at the address of the database.',
      )
      await expect(carryOut({ ...asReader(), tls: { mode: 'verify' } }, 'select 1')).rejects.toThrow(
        'The database does not speak TLS, which the connection asks for.',
      )
      await expect(carryOut({ ...asReader(), database: 'nowhere' }, 'select 1')).rejects.toThrow(
        'The server has no database of this name.',
      )
    })
  })

  describe('to change', () => {
    test('is taken back when it changes more rows than were approved', async () => {
      await expect(carryOut(asWriter(), 'update stock set amount = 0 where id > 50', change)).rejects.toThrow(
        'It would change 50 rows, and at most 10 were approved; everything was taken back.',
      )

      expect((await stock(60))?.['amount']).toBe(60)
    })

    test('counts what is changed inside a WITH and by cascades', async () => {
      await expect(
        carryOut(asWriter(), 'with x as (update stock set amount = 0 where id > 50 returning 1) select count(*) from x', change),
      ).rejects.toThrow('It would change 50 rows')
      await db.admin('insert into orders (person, total) select 500, 1 from generate_series(1, 20)')

      await expect(carryOut(addressOf(db, 'postgres'), 'delete from people where id = 500', change)).rejects.toThrow(
        'It would change 22 rows, and at most 10',
      )
    })

    test('keeps what was before, and an undo brings exactly that back', async () => {
      const before = await Promise.all([1, 2, 3, 4].map(stock))
      const done = await carryOut(
        asWriter(),
        `update stock set amount = amount + 100, label = 'new', data = '{"a": "b"}', spot = null where id in (1, 2);
         delete from stock where id = 3; -- gone
         insert into stock (id, amount) values (1001, 5);
         insert into stock (id, amount) values (4, 1), (1002, 2) on conflict (id) do update set amount = 77;
         update stock set amount = amount + 1 where id = 1 returning id, amount`,
        { ...change, keepsBefore: true },
      )

      expect(done.changedRows).toBe(7)
      expect(done.taken).toEqual([[1, 102]])
      expect(
        done.changes
          .map(({ key, before, after }) => [key['id'], before?.['amount'] ?? null, after?.['amount'] ?? null].join(' '))
          .sort((a, b) => a.localeCompare(b)),
      ).toEqual(['1 1 102', '1001  5', '1002  2', '2 2 102', '3 3 ', '4 4 77'])

      const undone = await target().undo(done.changes, limits, new AbortController().signal)

      expect(undone).toEqual({ conflicts: [], undone: 6 })
      expect(await Promise.all([1, 2, 3, 4].map(stock))).toEqual(before)
      expect(await db.admin('select id from stock where id > 1000')).toEqual([])
      await nothingLeft()
    })

    test('that somebody changed again is not undone, and told', async () => {
      const { changes } = await carryOut(asWriter(), 'update stock set amount = 500 where id in (10, 11)', {
        ...change,
        keepsBefore: true,
      })
      await db.admin('update stock set amount = 501 where id = 10')

      const { undone, conflicts } = await target().undo(changes, limits, new AbortController().signal)

      expect(undone).toBe(1)
      expect(conflicts.map(({ key }) => key)).toEqual([{ id: '10' }])
      expect([(await stock(10))?.['amount'], (await stock(11))?.['amount']]).toEqual([501, 11])
    })

    test('is not undone beyond what was approved, nor where the table has changed', async () => {
      const { changes } = await carryOut(asWriter(), 'update stock set amount = 600 where id in (20, 21)', {
        ...change,
        keepsBefore: true,
      })

      await expect(target().undo(changes, { ...limits, changedRows: 1 }, new AbortController().signal)).rejects.toThrow(
        'The undo would change 2 rows, and at most 1 were approved; nothing was changed.',
      )
      await db.admin('alter table stock add column more text')
      expect(await target().undo(changes, limits, new AbortController().signal)).toMatchObject({ undone: 0, conflicts: [{}, {}] })
      await db.admin('alter table stock drop column more')
      expect(await target().undo(changes, limits, new AbortController().signal)).toMatchObject({ undone: 2 })
    })

    test.each([
      ['update unkeyed set b = $$y$$', 'public.unkeyed has no primary key'],
      ['update stock set id = id + 5000 where id = 1', 'The statement changes id, by which rows are told apart.'],
      ['delete from people where id = 1', 'Rows of public.orders go with the rows that are deleted'],
      [
        'with x as (delete from stock where id = 1 returning 1) update stock set amount = 1 where id = 2',
        'Changes inside a WITH cannot be undone.',
      ],
    ])('is refused when it should be undoable and is not: %s', async (text, reason) => {
      await expect(carryOut(addressOf(db, 'postgres'), text, { ...change, keepsBefore: true })).rejects.toThrow(reason)
      expect((await target('postgres').analyse(text, 'query', { masked: [], timeoutMs: 2_000 })).undo).toMatchObject({
        isPossible: false,
        reason: expect.stringContaining(reason) as string,
      })
    })

    test('stops when somebody changes the same row at the same time, and changes nothing', async () => {
      const other = await db.connect()
      await other.query('begin')
      await other.query('update stock set amount = 1234 where id = 30')
      const done = carryOut(asWriter(), 'update stock set amount = 1 where id in (30, 31)', {
        ...change,
        keepsBefore: true,
        limits: { ...limits, lockMs: 3_000 },
      })
      const failed = expect(done).rejects.toThrow(
        'Somebody else changed the same rows at the same time; nothing was changed here. Try again.',
      )
      await expect
        .poll(
          () => db.admin(`select 1 from pg_stat_activity where application_name = 'steward query' and wait_event_type = 'Lock'`),
          { timeout: 5_000 },
        )
        .toHaveLength(1)
      await other.query('commit')

      await failed

      expect((await stock(31))?.['amount']).toBe(31)
      await other.end()
      await nothingLeft()
    })

    test('does not wait for a lock longer than it may', async () => {
      const other = await db.connect()
      await other.query('begin; lock table stock in access exclusive mode')

      await expect(carryOut(asWriter(), 'update stock set amount = 1 where id = 32', change)).rejects.toThrow(
        'Somebody else holds a lock that the statement needs, and it was not free in time.',
      )

      await other.query('rollback')
      await other.end()
      await nothingLeft()
    })

    test('is wholly taken back when a later statement of its script fails', async () => {
      await expect(
        carryOut(asWriter(), 'update stock set amount = 9 where id = 33; update stock set amount = -1 where id = 34', change),
      ).rejects.toThrow('violates check constraint')

      expect((await stock(33))?.['amount']).toBe(33)
    })

    test('says that it is in doubt when the answer to the commit is lost', async () => {
      await db.admin(`create function slow() returns trigger language plpgsql as 'begin perform pg_sleep(0.7); return null; end'`)
      await db.admin(
        'create constraint trigger late after update on stock deferrable initially deferred for each row execute function slow()',
      )
      await using proxy = await proxyTo(db)
      const reach = { ...asWriter(), port: proxy.port }
      const done = carryOut(reach, 'update stock set amount = 40 where id = 40', change)
      const failed = expect(done).rejects.toMatchObject({
        isInDoubt: true,
        message: expect.stringContaining('whether it happened must be looked up') as string,
      })
      await expect
        .poll(() => db.admin(`select 1 from pg_stat_activity where application_name = 'steward query' and query = 'commit'`), {
          timeout: 5_000,
        })
        .toHaveLength(1)
      proxy.cut()

      await failed
      await db.admin('drop trigger late on stock')
      await nothingLeft()
    })

    test('changes the schema where that was approved, and builds an index by itself', async () => {
      await carryOut(asWriter(), 'create table fresh (id bigint primary key); insert into fresh values (1)', {
        ...change,
        allowed: 'schema',
      })
      await carryOut(asWriter(), 'create index concurrently on stock (amount)', { ...change, form: 'query', allowed: 'schema' })

      await expect(
        carryOut(asWriter(), 'create index concurrently on stock (amount); select 1', { ...change, allowed: 'schema' }),
      ).rejects.toThrow('cannot run in a transaction with other statements')
      expect(await db.admin(`select 1 from pg_indexes where indexname = 'stock_amount_idx'`)).toHaveLength(1)
      expect(await db.admin('select id::int from fresh')).toEqual([{ id: 1 }])
    })
  })

  describe('before it runs', () => {
    test('is estimated without being carried out, also a change', async () => {
      const {
        class: of,
        effect,
        estimate,
        undo,
      } = await target().analyse('delete from stock where id > 50', 'query', { masked: [], timeoutMs: 2_000 })

      expect({ of, effect, undo }).toEqual({ of: 'write', effect: 'delete', undo: { isPossible: true, reason: null } })
      expect(estimate?.changedRows).toBeGreaterThan(30)
      expect(estimate?.changedRows).toBeLessThan(70)
      expect((await stock(99))?.['amount']).toBe(99)
    })

    test('is told to be no read when a function in it may change something', async () => {
      const {
        class: of,
        findings,
        refusal,
      } = await target().analyse('select sneaky()', 'query', { masked: [], timeoutMs: 2_000 })

      expect({ of, refusal, rules: findings.map(({ rule }) => rule) }).toMatchObject({
        of: 'write',
        refusal: null,
        rules: expect.arrayContaining(['function_that_changes']) as string[],
      })
    })

    test('gives the tables, columns and a few masked rows', async () => {
      const people = (await target('reader').catalog({ rowsMax: 500 })).find(({ name }) => name === 'people')
      const { columns, rows } = await target('reader').sample({ schema: 'public', name: 'people' }, { rows: 2, masked })

      expect(people).toMatchObject({ schema: 'public', kind: 'table', rows: 1000 })
      expect(people?.columns[0]).toEqual({ name: 'id', type: 'bigint', isNullable: false, isKey: true })
      expect(columns.map(({ isMasked }) => isMasked)).toEqual([false, false, true, false, false])
      expect(rows.map((row) => row[2])).toEqual(['••••', '••••'])
    })

    test('says how the login is', async () => {
      expect(await target('reader').health()).toMatchObject({ isReachable: true, problem: null, warnings: [] })
      expect((await target('postgres').health()).warnings).toEqual([
        'The login is a superuser; give requests a login that may do only what they need.',
      ])
      expect((await openPostgresql(() => Promise.resolve(asWriter()), { isForReading: true }).health()).warnings?.[0]).toMatch(
        /^The login for reading may change \d+ tables/,
      )
      expect(await openPostgresql(() => Promise.resolve({ ...asReader(), port: 1 })).health()).toMatchObject({
        isReachable: false,
        problem: 'Nothing answers at the address of the database.',
      })
    })
  })
})

async function proxyTo({ port }: TargetPostgres) {
  const proxy = await Proxy.open(() => port)
  return { port: proxy.port, cut: () => proxy.cut(), [Symbol.asyncDispose]: () => proxy.end() }
}
