import { expect, test } from 'vitest'
import { openPostgresql, postgresqlRules } from '#target'
import type { Analysis } from '../target.ts'

/** Reading asks no database, so there is none. */
const target = openPostgresql(() => Promise.reject(new Error('there is no database here')))
const read = (text: string, form: 'query' | 'script' = 'query'): Promise<Analysis> => target.read(text, form)

test.each([
  ['select * from a', 'read', 'read'],
  ['table a', 'read', 'read'],
  ['values (1)', 'read', 'read'],
  ['show all', 'read', 'read'],
  ['explain select 1', 'read', 'read'],
  ['explain delete from a', 'read', 'read'],
  ['explain analyze delete from a', 'write', 'delete'],
  ['insert into a (b) values (1)', 'write', 'write'],
  ['update a set b = 1 where c = 2', 'write', 'write'],
  ['delete from a where b = 1', 'write', 'delete'],
  ['merge into a using b on a.id = b.id when matched then delete', 'write', 'delete'],
  ['with x as (delete from a returning *) select * from x', 'write', 'delete'],
  ['select * into b from a', 'schema', 'write'],
  ['select 1 from a for update', 'write', 'write'],
  [`select nextval('a')`, 'write', 'write'],
  ['create table a (id bigint primary key)', 'schema', 'write'],
  ['alter table a drop column b', 'schema', 'delete'],
  ['truncate a', 'schema', 'delete'],
  ['drop table a', 'schema', 'delete'],
  ['grant select on a to b', 'privilege', 'execute'],
  ['create policy p on a using (true)', 'privilege', 'execute'],
  ['vacuum a', 'privilege', 'execute'],
  ['do $$ begin update a set b = 1; end $$', 'schema', 'execute'],
  [`create function f() returns int language plpgsql security definer as 'begin return 1; end'`, 'privilege', 'execute'],
] as const)('a statement is what it is made of: %s', async (text, of, effect) => {
  expect(await read(text)).toMatchObject({ class: of, effect, refusal: null })
})

const linted: readonly (readonly [rule: string, text: string])[] = [
  ['select_star', 'select * from a'],
  ['missing_limit', 'select b from a'],
  ['offset_paging', 'select b from a order by b limit 5 offset 5000'],
  ['limit_without_order', 'select b from a limit 5'],
  ['implicit_cross_join', 'select a.b from a, c'],
  ['cross_join', 'select a.b from a cross join c'],
  ['natural_join', 'select a.b from a natural join c'],
  ['not_in_subquery', 'select b from a where b not in (select c from d)'],
  ['leading_wildcard', `select b from a where b like '%c'`],
  ['function_on_column', `select b from a where lower(b) = 'c'`],
  ['cast_on_column', `select b from a where b::text = 'c'`],
  ['equals_null', 'select b from a where b = null'],
  ['order_by_random', 'select b from a order by random()'],
  ['order_by_position', 'select b from a order by 1'],
  ['union_without_all', 'select 1 union select 2'],
  ['missing_where', 'update a set b = 1'],
  ['where_always_true', 'delete from a where b = b'],
  ['where_always_true', 'delete from a where 1 < 2'],
  ['where_always_true', `delete from a where 'yes'::bool`],
  ['merge_always_true', 'merge into a using b on true when matched then delete'],
  ['insert_without_columns', 'insert into a values (1)'],
  ['change_within_query', 'with x as (delete from a where b = 1 returning b) select b from x'],
  ['row_locks', 'select b from a for share'],
  ['many_in_values', `select b from a where b in (${Array.from({ length: 501 }, (_, at) => at).join(', ')})`],
  ['having_without_group', 'select count(*) from a having count(*) > 1'],
  ['deep_nesting', `select ${'(select '.repeat(8)}1${')'.repeat(8)}`],
  ['add_not_null_column', 'alter table a add column b int not null'],
  ['volatile_default', 'alter table a add column b uuid default gen_random_uuid()'],
  ['index_not_concurrently', 'create index on a (b)'],
  ['drop_index_not_concurrently', 'drop index b'],
  ['change_of_type', 'alter table a alter column b type bigint'],
  ['set_not_null', 'alter table a alter column b set not null'],
  ['constraint_not_valid', 'alter table a add constraint c check (b > 0)'],
  ['unique_constraint', 'alter table a add primary key (b)'],
  ['drop_column', 'alter table a drop column b'],
  ['drop', 'drop view a'],
  ['cascade', 'drop table a cascade'],
  ['truncate', 'truncate a'],
  ['rename', 'alter table a rename to b'],
  ['no_primary_key', 'create table a (b bigint)'],
  ['varchar_length', 'create table a (b varchar(20) primary key)'],
  ['timestamp_without_zone', 'create table a (b timestamp primary key)'],
  ['small_key', 'create table a (b int primary key)'],
  ['money_or_float', 'create table a (b bigint primary key, amount float)'],
  ['security_definer', `create function f() returns int language sql security definer as 'select 1'`],
  ['grant_to_everybody', 'grant select on a to public'],
  ['secret_in_text', `create role a password 'b'`],
  ['lock_level', 'alter table a add column b int'],
]

test.each(linted)('review says %s: %.80s', async (rule, text) => {
  const { findings } = await read(`\n${text}`)
  const found = findings.find((one) => one.rule === rule)

  expect(found).toMatchObject({ severity: postgresqlRules[rule]?.production, line: 2 })
  expect(found?.text).toMatch(/^\S.*\.$/)
})

test('review says nothing of a plain and careful statement', async () => {
  const careful = [
    'select id, name from people where id > 5 order by id limit 10',
    'update people set name = $$x$$ where id = 5',
    'insert into people (id) values (1)',
    'alter table a drop constraint c',
  ]
  const findings = await Promise.all(
    careful.map(async (text) => (await read(text)).findings.map(({ rule }) => rule).filter((rule) => rule !== 'lock_level')),
  )

  expect(findings).toEqual([[], [], [], []])
})

test('every rule that can be tried without a database is tried', () => {
  const asked = new Set([
    'sequential_scan',
    'many_rows_changed',
    'function_that_changes',
    'unknown_function',
    'no_key',
    'triggers',
    'cascading_delete',
    'other_server',
    'estimate_missing',
    'unknown_table',
  ])
  expect(
    Object.keys(postgresqlRules)
      .filter((rule) => !asked.has(rule))
      .sort(),
  ).toEqual([...new Set(linted.map(([rule]) => rule))].sort())
})

test('a text tells its tables, their columns and how they are touched', async () => {
  const { tables } = await read(
    'with r as (select 1) update shop.a x set b = y.c from d y where x.id = y.id and exists (select from r)',
  )

  expect(tables).toEqual([
    { schema: 'shop', name: 'a', access: 'write', columns: ['b', 'id'] },
    { schema: null, name: 'd', access: 'read', columns: ['c', 'id'] },
  ])
})

test('a script is several statements with their lines; a query is one', async () => {
  const text = '-- first\nselect 1;\n\n/* two\nlines */ update a set b = 1 where c = 2;\nselect 3'

  expect((await read(text, 'script')).statements.map(({ line, class: of, text: one }) => [line, of, one])).toEqual([
    [2, 'read', 'select 1'],
    [5, 'write', 'update a set b = 1 where c = 2'],
    [6, 'read', 'select 3'],
  ])
  expect((await read(text)).refusal).toBe('A query is one statement; this text has 3. Submit it as a script to run several.')
})

test('texts of one shape have one fingerprint', async () => {
  const [one, same, other] = await Promise.all([
    read('select a from b where c = 1'),
    read('select a from b  where c = 22 -- x'),
    read('select a from b where d = 1'),
  ])

  expect(one.fingerprint).toBe(same.fingerprint)
  expect(one.fingerprint).not.toBe(other.fingerprint)
})

test('what is no SQL is told with its line', async () => {
  expect((await read('select 1\nfrm x')).refusal).toBe('PostgreSQL cannot read the text: syntax error at or near "x" (line 2).')
})

test('hostile texts at once leave the process and the parser as they were', async () => {
  const hostile = Array.from({ length: 4 }, (_, at) => `select ${'not '.repeat(2_500 + at)}true`)
  const answers = await Promise.all(hostile.map((text) => read(text)))

  expect(new Set(answers.map(({ refusal }) => refusal))).toEqual(
    new Set(['The text is nested too deeply or is too large to be checked, so it is refused.']),
  )
  expect((await read('select 1')).class).toBe('read')
})
