/** The migrated database that test databases are copies of. */
export const templateName = 'steward_template'
