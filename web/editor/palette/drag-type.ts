/** What an entry of the palette is dragged as. */
export const dragType = 'application/x-steward-node'
