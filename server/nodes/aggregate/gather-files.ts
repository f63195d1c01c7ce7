import type { BinaryValue, Item } from '@steward/sdk/node'

/** The files of all items together; a name that comes again gets a number. With `onlyUnique` a file that looks the same comes once. */
export function gatherFiles(items: readonly Item[], onlyUnique: boolean): Record<string, BinaryValue> {
  const files: Record<string, BinaryValue> = {}
  const counts = new Map<string, number>()
  const seen = new Set<string>()
  for (const { binary = {} } of items) {
    for (const [name, file] of Object.entries(binary)) {
      const look = JSON.stringify([file.mimeType, file.fileName, file.fileSize, file.fileExtension])
      if (onlyUnique && seen.has(look)) continue
      seen.add(look)
      let free = name
      while (Object.hasOwn(files, free)) {
        const count = (counts.get(name) ?? 0) + 1
        counts.set(name, count)
        free = `${name}_${count}`
      }
      files[free] = file
    }
  }
  return files
}
