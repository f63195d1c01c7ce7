import { CompiledQuery, type Transaction } from 'kysely'

/** A statement as text in a transaction of the product. */
export async function runStatement<Row>(tx: Transaction<unknown>, text: string, values: readonly unknown[]): Promise<Row[]> {
  return (await tx.executeQuery<Row>(CompiledQuery.raw(text, [...values]))).rows
}
