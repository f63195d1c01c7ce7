const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Volatile, and yet they change nothing that anybody could see. */
export const harmlessFunctions = words(`
  random random_normal clock_timestamp timeofday gen_random_uuid uuidv4 uuidv7 uuid_generate_v4 statement_timestamp`)

/** Functions of PostgreSQL that change something, so that a statement with them is no read. */
export const changingFunctions = words(`
  nextval setval lastval setseed txid_current pg_current_xact_id lo_create lo_creat lo_from_bytea lo_put lo_unlink
  lo_open lowrite loread lo_truncate lo_truncate64 lo_lseek lo_lseek64 lo_tell lo_tell64 lo_close lo_get`)

const foreign = 'it reaches another server or runs a query that is hidden in a text'
const files = 'it reads or writes files of the server'
const others = 'it interferes with the work of others'
const locks = 'it takes a lock that outlives the request'
const settings = 'it would lift the limits that the request runs under'
const waits = 'it only holds a connection'
const whole = 'it acts upon the whole server'

const reasons: readonly (readonly [RegExp, string])[] = [
  [/^(dblink|postgres_fdw)/, foreign],
  [/^(query|cursor|table|schema|database)_to_xml/, foreign],
  [/^(crosstab\d?|crosstab_hash|connectby|xpath_table|ts_stat|ts_rewrite|normal_rand)$/, foreign],
  [/^(http|http_(get|post|put|patch|delete|head)|plsh|sp_execute)$/, foreign],
  [
    /^(pg_read_(binary_)?file|pg_ls_\w+|pg_stat_file|lo_import|lo_export|pg_file_\w+|pg_current_logfile|pg_hba_file_rules)$/,
    files,
  ],
  [
    /^(pg_terminate_backend|pg_cancel_backend|pg_log_backend_memory_contexts|pg_notify|pg_stat_(\w+_)?reset\w*|pg_stat_force_next_flush)$/,
    others,
  ],
  [/^pg_(try_)?advisory_/, locks],
  [/^(set_config|set_role|pg_import_\w+|pg_restore_\w+|pg_clear_\w+)$/, settings],
  [/^pg_sleep/, waits],
  [
    /^(pg_reload_conf|pg_rotate_logfile\w*|pg_promote|pg_switch_wal|pg_create_restore_point|pg_backup_\w+|pg_start_backup|pg_stop_backup|pg_wal_replay_\w+|pg_export_snapshot)$/,
    whole,
  ],
  [
    /^(pg_(create|drop|copy)_\w*replication_slot|pg_create_(logical|physical)_replication_slot|pg_logical_\w+|pg_replication_\w+|pg_sync_replication_slots)$/,
    whole,
  ],
  [
    /^(get_raw_page|bt_\w+|heap_page_\w+|page_header|pg_prewarm|autoprewarm_\w+|pgstattuple\w*|pg_truncate_visibility_map|heap_force_\w+|lo_manage)$/,
    whole,
  ],
  [
    /^(brin_\w+_range\w*|brin_summarize_new_values|gin_clean_pending_list|pg_nextoid|binary_upgrade_\w+|pg_stop_making_pinned_objects|loread_all)$/,
    whole,
  ],
  [/^(pg_relation_filepath_raw|inject\w*|injection_points_\w+)$/, whole],
]

/** Why nobody may call this function, whoever approves it; undefined where somebody may. */
export function whyRefused(name: string): string | undefined {
  return reasons.find(([pattern]) => pattern.test(name))?.[1]
}
