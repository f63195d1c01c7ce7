/**
 * In which workspace this tab works. Every tab keeps its own, so that two can
 * stand side by side; a new one begins where the person was last.
 */
const tabKey = 'steward.workspace'
const personKey = (userId: string) => `steward.workspace.${userId}`
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

let chosen = fromAddress() ?? read(() => sessionStorage.getItem(tabKey))

export const chosenWorkspace = (): string | undefined => chosen

/** What is asked for from now on belongs to this workspace; undefined: to the one that the server finds. */
export function chooseWorkspace(id: string | undefined): void {
  chosen = id
  write(() => (id === undefined ? sessionStorage.removeItem(tabKey) : sessionStorage.setItem(tabKey, id)))
}

export const lastWorkspaceOf = (userId: string): string | undefined => read(() => localStorage.getItem(personKey(userId)))

export function rememberWorkspace(userId: string, id: string): void {
  write(() => localStorage.setItem(personKey(userId), id))
}

/** A link from outside names the workspace of what it leads to; the address then says it no more. */
function fromAddress(): string | undefined {
  if (typeof location === 'undefined') return undefined
  const address = new URL(location.href)
  const id = address.searchParams.get('workspace')
  if (id === null || !uuid.test(id)) return undefined
  address.searchParams.delete('workspace')
  history.replaceState(history.state, '', address)
  write(() => sessionStorage.setItem(tabKey, id))
  return id
}

/** Storage may be switched off, or hold anything. */
function read(from: () => string | null): string | undefined {
  try {
    const found = from()
    return found !== null && uuid.test(found) ? found : undefined
  } catch {
    return undefined
  }
}

function write(what: () => void): void {
  try {
    what()
  } catch {
    // Then it is not remembered.
  }
}
