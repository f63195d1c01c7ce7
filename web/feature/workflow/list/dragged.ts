const kind = 'application/x-steward-workflows'

/** Takes workflows along in a drag, by their ids. */
export function drag(transfer: DataTransfer, ids: readonly string[]): void {
  transfer.setData(kind, ids.join(' '))
  transfer.effectAllowed = 'move'
}

/** The workflows that are dropped; none where something else is. */
export const draggedIds = (transfer: DataTransfer): string[] =>
  transfer
    .getData(kind)
    .split(' ')
    .filter((id) => /^[0-9a-f-]{36}$/.test(id))
