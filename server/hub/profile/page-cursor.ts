/** Where a page of a list by time goes on. A cursor that is not one of ours begins at the beginning. */
export function readPageCursor(after: string | undefined): { readonly at: Date; readonly id: string } | undefined {
  const [at = '', id = ''] = (after ?? '').split(' ')
  const isOurs = !Number.isNaN(Date.parse(at)) && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
  return isOurs ? { at: new Date(at), id } : undefined
}
