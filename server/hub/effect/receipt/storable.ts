/** Names come from people and may hold what text columns refuse. One refused row would hold back those of its batch for ever. */
export const storable = (text: string): string => text.toWellFormed().replaceAll('\u0000', '\uFFFD')

export const orNull = (text: string | null | undefined): string | null => (typeof text === 'string' ? storable(text) : null)

export const timeOf = (ms: number): string => new Date(ms).toISOString()
