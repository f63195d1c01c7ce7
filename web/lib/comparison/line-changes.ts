/** A line of a text that was changed, or one beside it that was not. */
export type ChangedLine = { readonly kind: 'same' | 'gone' | 'new'; readonly text: string }

const beside = 2

/** Where two texts differ, line by line: what they begin and end with alike is left out, but for two lines beside it. */
export function lineChanges(before: string, after: string): readonly ChangedLine[] {
  const old = before.split('\n')
  const now = after.split('\n')
  const most = Math.min(old.length, now.length)
  let head = 0
  while (head < most && old[head] === now[head]) head += 1
  let tail = 0
  while (tail < most - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1
  const lines = (kind: ChangedLine['kind'], list: readonly string[]) => list.map((text): ChangedLine => ({ kind, text }))
  return [
    ...lines('same', old.slice(Math.max(0, head - beside), head)),
    ...lines('gone', old.slice(head, old.length - tail)),
    ...lines('new', now.slice(head, now.length - tail)),
    ...lines('same', old.slice(old.length - tail, old.length - tail + beside)),
  ]
}
