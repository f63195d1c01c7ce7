import { afterAll, beforeAll, expect, test } from 'vitest'
import { onBothVersions, startTargetPostgres, type TargetPostgres } from '#test/target-postgres'
import { hostile } from './hostile-statements.fixture.ts'
import { addressOf, carryOut, limits, schema } from './shop.fixture.ts'

onBothVersions('a hostile text', (version) => {
  let db: TargetPostgres
  let admin: Awaited<ReturnType<TargetPostgres['connect']>>
  beforeAll(async () => {
    db = await startTargetPostgres(version)
    await db.admin(schema)
    admin = await db.connect()
  })
  afterAll(async () => {
    await admin.end()
    await db[Symbol.asyncDispose]()
  })

  /** Everything that a hostile statement could have changed, in one line. */
  const state = async () =>
    JSON.stringify(
      (
        await admin.query(`select (select count(*) from orders)::text as orders, (select sum(total) from orders)::text as total, (select count(*) from pg_class)::text as relations,
        (select count(*) from pg_largeobject_metadata)::text as objects, (select last_value::text || is_called from counter) as counter, (select count(*) from pg_roles)::text as roles`)
      ).rows,
    )

  // The login may write where the text is judged to write, so that it is our refusal that is seen and not that of the database.
  test.each(hostile)('%.70s', async (text, sentence) => {
    const before = await state()

    await expect(carryOut(addressOf(db, 'postgres'), text)).rejects.toThrow(
      expect.objectContaining({ name: 'TargetError', message: sentence }),
    )

    expect(await state()).toBe(before)
  })

  test('that is a function which writes is no read where nothing is hidden either', async () => {
    const before = await state()

    for (const text of ['select sneaky()', 'select 1 ### $$x$$', 'select o.evil_of_row from orders o', 'select gone()'])
      await expect(carryOut(addressOf(db, 'postgres'), text, { masked: [] })).rejects.toThrow(
        /^What was allowed only reads; this changes rows\. .*(VOLATILE|nobody can tell)/,
      )

    expect(await state()).toBe(before)
  })

  test('that gets past the judgement is stopped by the transaction', async () => {
    await db.admin(
      `create or replace function liar() returns int language plpgsql stable as 'begin perform sneaky(); return 1; end'`,
    )
    await db.admin(
      `create or replace function opener() returns text language sql stable as $q$select set_config('transaction_read_only', 'off', true)$q$`,
    )

    await expect(carryOut(addressOf(db, 'postgres'), 'select liar()', { masked: [] })).rejects.toThrow(
      'The statement would change something, and this request may only read.',
    )
    await expect(carryOut(addressOf(db, 'postgres'), 'select opener()', { masked: [] })).rejects.toThrow(
      /transaction read-write mode must be set before any query/,
    )
    await db.admin('drop function liar; drop function opener')
  })

  test('leaves no connection and no lock behind', async () => {
    for (const text of ['select 1', 'select pg_sleep(1)', 'select 1/0', 'select * from nowhere'])
      await carryOut(addressOf(db, 'reader'), text).catch(() => undefined)

    await expect
      .poll(() => db.admin(`select pid from pg_stat_activity where application_name = 'steward query'`), { timeout: 5_000 })
      .toEqual([])
    expect(await db.admin(`select 1 from pg_locks where locktype = 'advisory'`)).toEqual([])
  })

  test('that asks for endless rows gets as many as the limit and is told so', async () => {
    const { rows, isTruncated, taken } = await carryOut(addressOf(db, 'reader'), 'select 1 from people a, people b, people c')

    expect({ rows, isTruncated, taken: taken.length }).toEqual({ rows: limits.rows, isTruncated: true, taken: limits.rows })
  })

  test('that asks for large rows is cut at the bytes', async () => {
    const { rows, bytes, isTruncated } = await carryOut(
      addressOf(db, 'reader'),
      `select repeat('x', 100000) from generate_series(1, 1000)`,
    )

    expect(isTruncated).toBe(true)
    expect(rows).toBe(10)
    expect(bytes).toBeLessThanOrEqual(limits.bytes)
  })

  test('that asks for one enormous row is broken off before it is in memory', async () => {
    const before = process.memoryUsage.rss()

    await expect(
      carryOut(addressOf(db, 'reader'), `select repeat('x', 300000000)`, { limits: { ...limits, statementMs: 20_000 } }),
    ).rejects.toThrow('A single row is larger than 2 MiB, which is more than a result may have.')

    expect(process.memoryUsage.rss() - before).toBeLessThan(120 * 1024 * 1024)
  })

  test('cannot turn the rules of quoting around by a setting of its login', async () => {
    await db.admin('alter role reader set standard_conforming_strings = off')

    const { taken } = await carryOut(
      addressOf(db, 'reader'),
      `select '\\', current_setting('standard_conforming_strings')`,
    ).finally(() => db.admin('alter role reader reset standard_conforming_strings'))

    expect(taken).toEqual([['\\', 'on']])
  })

  test('cannot be a read by a login that may write', async () => {
    await db.admin('alter role writer set default_transaction_read_only = off')

    await expect(
      carryOut(addressOf(db, 'writer'), 'with a as (delete from orders returning id) select * from a'),
    ).rejects.toThrow('What was allowed only reads; this changes rows.')
  })

  test('in a script is refused before anything of the script runs', async () => {
    const before = await state()

    await expect(
      carryOut(addressOf(db, 'postgres'), `delete from orders where id < 3; commit; select 1`, {
        form: 'script',
        allowed: 'privilege',
      }),
    ).rejects.toThrow('Statements about transactions')
    await expect(
      carryOut(addressOf(db, 'postgres'), `delete from orders where id < 3; select quiet()`, {
        form: 'script',
        allowed: 'privilege',
      }),
    ).rejects.toThrow('code of this database')

    expect(await state()).toBe(before)
  })

  test.each([
    'update people set name = ssn where id = 1',
    'insert into unkeyed select 1, ssn from people',
    'create table copied as select * from people',
    'create view another as select ssn from people',
    'delete from people where ssn = $$1$$',
    'update people set name = $$x$$ where id = 1 returning people',
    'alter table people rename column ssn to harmless',
    'alter table people set schema pg_catalog',
    'alter table people add constraint c check (ssn > $$5$$)',
    'create unique index on people (ssn)',
    'insert into people (id, ssn) values (1, $$1$$) on conflict (ssn) do nothing',
    'do $$ begin perform ssn from people; end $$',
    'create table child () inherits (people); select ssn || $$$$ from child',
    'alter table people rename to folk',
    'alter table parent detach partition part_one; select secret from part_one',
    'alter table heir no inherit parent_of_heir; select hush from heir',
    'alter schema public rename to elsewhere; select ssn from elsewhere.people',
  ])('cannot carry hidden values elsewhere by a change: %s', async (text) => {
    const before = await state()

    await expect(carryOut(addressOf(db, 'postgres'), text, { form: 'script', allowed: 'privilege' })).rejects.toThrow(/hidden/)

    expect(await state()).toBe(before)
  })

  test('hears nothing of hidden values from what a trigger or a value says when it fails', async () => {
    await db.admin(`
      create function telling() returns trigger language plpgsql as $f$begin
        if new.name = 'cast' then perform old.ssn::date; end if;
        raise exception using message = 'no: ' || old.ssn, errcode = case new.name when 'code' then '23505' else 'P0001' end; end$f$;
      create trigger telling before update on people for each row execute function telling()`)

    for (const name of ['cast', 'code', 'plain']) {
      const told = await carryOut(addressOf(db, 'writer'), `update people set name = '${name}' where id = 1`, {
        allowed: 'write',
      }).catch((error: unknown) => String(error))
      expect(told).toMatch(/The database refused it, and what it says of that may hold hidden values/)
      expect(told).not.toContain('1111')
    }
    await expect(
      carryOut(addressOf(db, 'writer'), `update people set name = 'plain' where id = 1`, { allowed: 'write', masked: [] }),
    ).rejects.toThrow('PostgreSQL: no: 1')
    await db.admin('drop function telling cascade')
  })

  test('is shown no column that is hidden by a name in other letters', async () => {
    const { taken } = await carryOut(addressOf(db, 'reader'), 'select id, ssn from people where id = 1', {
      masked: [{ schema: 'Public', table: 'People', column: 'SSN' }],
    })

    expect(taken).toEqual([['1', '••••']])
  })
})
