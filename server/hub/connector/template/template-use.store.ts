import { type Generated, sql } from 'kysely'
import type { Databases } from '#db'

type TemplateTables = { node_templates: { key: string; use_count: Generated<string>; last_used_at: Date | null } }

/** How often each template was used, in all workspaces together. */
export async function countTemplateUses(db: Databases): Promise<ReadonlyMap<string, number>> {
  const rows = await db.kysely<TemplateTables>('connector').selectFrom('node_templates').select(['key', 'use_count']).execute()
  return new Map(rows.map(({ key, use_count }) => [key, Number(use_count)]))
}

export async function noteTemplateUse(db: Databases, key: string, now: Date): Promise<void> {
  await sql`insert into node_templates as t (key, use_count, last_used_at) values (${key}, 1, ${now})
    on conflict (key) do update set use_count = t.use_count + 1, last_used_at = excluded.last_used_at`.execute(
    db.kysely<TemplateTables>('connector'),
  )
}
