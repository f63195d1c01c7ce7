import type {
  MaskedColumn,
  QueryClass,
  Reach,
  ResultColumn,
  TargetAddress,
  TargetLimits,
  TargetOutcome,
  TargetQuery,
} from '../target.ts'
import { openPostgresql } from './open-postgresql.ts'

/** A small shop, with a column that nobody should read, and logins of different rights. */
export const schema = `
  create role reader login password 'reads'; create role writer login password 'writes';
  create table people (id bigint primary key, name text, ssn text, city text, age int);
  insert into people select n, 'Person ' || n, lpad(n::text, 9, '1'), case when n % 2 = 0 then 'Bonn' else 'Ulm' end, n % 90 from generate_series(1, 1000) n;
  create table orders (id bigint generated always as identity primary key, person bigint references people on delete cascade, total numeric(20,2), placed timestamptz default now(), note text);
  insert into orders (person, total) select n, n * 1.1 from generate_series(1, 1000) n;
  create table stock (id int primary key, amount int not null check (amount >= 0), label char(8), data jsonb, spot point, doubled int generated always as (amount * 2) stored);
  insert into stock (id, amount, label, data, spot) select n, n, 'l' || n, jsonb_build_object('n', n), point(n, n) from generate_series(1, 100) n;
  create table unkeyed (a int, b text); insert into unkeyed values (1, 'x'), (1, 'x');
  create view names as select id, name from people;
  create view leaking as select id, ssn as note from people;
  create view hiding_row as select id, row_to_json(p) as all_of_it from people p;
  create view leaking_twice as select * from leaking;
  create materialized view stored as select id, ssn as s from people;
  create table parent (id int, secret text) partition by range (id);
  create table part_one partition of parent for values from (0) to (100);
  insert into parent values (1, 'hush');
  create table parent_of_heir (hush text); create table heir () inherits (parent_of_heir);
  create function sneaky() returns int language sql volatile as 'delete from orders returning 1';
  create function quiet() returns text language sql stable as 'select ssn from people limit 1';
  create function of_row(people) returns text language sql stable as 'select $1.ssn';
  create function evil_of_row(orders) returns int language sql volatile as 'select 1';
  create function evil_add(int, text) returns int language plpgsql volatile as 'begin delete from orders; return 1; end';
  create operator ### (leftarg = int, rightarg = text, function = evil_add);
  create sequence counter;
  analyze;
  grant select on all tables in schema public to reader, writer;
  grant insert, update, delete, truncate on all tables in schema public to writer;
  grant usage, select, update on all sequences in schema public to reader, writer;
  grant create on schema public to writer;
  alter table stock owner to writer;
  alter table orders owner to writer;
`

export const masked: readonly MaskedColumn[] = [
  { schema: 'public', table: 'people', column: 'ssn' },
  { schema: 'public', table: 'parent', column: 'secret' },
  { schema: 'public', table: 'parent_of_heir', column: 'hush' },
]

export const limits: TargetLimits = { statementMs: 3_000, lockMs: 500, rows: 100, bytes: 1024 * 1024, changedRows: 10 }

export function addressOf(
  { port, database }: { readonly port: number; readonly database: string },
  user: 'reader' | 'writer' | 'postgres',
  password?: string,
): TargetAddress {
  const passwords = { reader: 'reads', writer: 'writes', postgres: 'an administrator of the tests' }
  return { host: '127.0.0.1', port, database, user, password: password ?? passwords[user], tls: { mode: 'off' } }
}

export type Done = TargetOutcome & { readonly columns: readonly ResultColumn[]; readonly taken: readonly (readonly unknown[])[] }

/** Carries a text out and keeps what it gives. */
export async function carryOut(
  at: TargetAddress | Reach,
  text: string,
  over: Partial<TargetQuery> & { readonly signal?: AbortSignal; readonly onRow?: () => Promise<void> | void } = {},
): Promise<Done> {
  const reach: Reach = typeof at === 'function' ? at : () => Promise.resolve(at)
  const { signal = new AbortController().signal, onRow, ...more } = over
  const kept: { columns: readonly ResultColumn[]; taken: (readonly unknown[])[] } = { columns: [], taken: [] }
  const query: TargetQuery = { text, form: 'query', allowed: 'read' as QueryClass, limits, masked, keepsBefore: false, ...more }
  const sink = {
    columns: (columns: readonly ResultColumn[]) => void (kept.columns = columns),
    row: async (values: readonly unknown[]) => {
      kept.taken.push(values)
      await onRow?.()
    },
  }
  return { ...(await openPostgresql(reach).execute(query, sink, signal)), ...kept }
}
