import { folderLevelsMax } from '@steward/contract/api/folder'
import type { FolderRow } from './folder.store.ts'

type Tree = readonly Pick<FolderRow, 'id' | 'parentId'>[]

/** The folder itself and all that lie in it, however deep. */
export function withAllBelow(tree: Tree, id: string): string[] {
  const below = tree.filter((one) => one.parentId === id)
  return [id, ...below.flatMap((one) => withAllBelow(tree, one.id))]
}

/** From the outermost folder to this one; empty for none. */
export function pathTo(tree: Tree, id: string | null): string[] {
  const folder = tree.find((one) => one.id === id)
  return folder === undefined ? [] : [...pathTo(tree, folder.parentId), folder.id]
}

/** How many levels there are from the folder down to the deepest one in it; 1 for one without others. */
export function levelsOf(tree: Tree, id: string): number {
  return 1 + Math.max(0, ...tree.filter((one) => one.parentId === id).map((one) => levelsOf(tree, one.id)))
}

/** Why a folder cannot lie in this one. */
export function whyNotInto(
  tree: Tree,
  { id, into }: { id: string | undefined; into: string | null },
): 'in_itself' | 'too_deep' | undefined {
  if (id !== undefined && into !== null && withAllBelow(tree, id).includes(into)) return 'in_itself'
  const levels = id === undefined ? 1 : levelsOf(tree, id)
  return pathTo(tree, into).length + levels > folderLevelsMax ? 'too_deep' : undefined
}
