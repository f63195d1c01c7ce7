export const extensionNames = new Set<string>()
export function extend(_owner: unknown, _name: string, _args: unknown[]): unknown {
  return undefined
}
