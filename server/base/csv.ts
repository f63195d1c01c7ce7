/** The mark at the front of a file that tells spreadsheets that it is UTF-8. */
export const csvMark = '\ufeff'

/** A line of a file for spreadsheets, with its end. */
export const csvLine = (values: readonly (string | null)[]): string => `${values.map((value) => cell(value ?? '')).join(',')}\r\n`

/** A spreadsheet takes a cell that begins like this for a formula, which may send the rest of the sheet elsewhere. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/

function cell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
