/** A method and what it is given, as BSON. */
export type Called = { readonly name: string; readonly args: readonly unknown[] }

/** One call in the language of the MongoDB shell: `db.orders.find({ … }).limit(5)`. */
export type ShellCall = {
  /** Null for what is asked of the database itself, such as `db.createCollection('x')`. */
  readonly collection: string | null
  readonly method: Called
  /** What is called on the cursor, in order. */
  readonly modifiers: readonly Called[]
  /** Counts from 1. */
  readonly line: number
}
