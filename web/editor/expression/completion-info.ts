type Info = {
  readonly signature: string
  readonly text: string
  readonly example: { readonly code: string; readonly gives: string } | undefined
}

/** The box beside a completion: what it takes, what it does, and what it gives for an example. */
export function infoOf({ signature, text, example }: Info): HTMLElement {
  const box = document.createElement('div')
  box.append(line('code', signature), line('p', text))
  if (example !== undefined) box.append(line('code', example.code), line('code', `→ ${example.gives}`))
  return box
}

function line(tag: 'code' | 'p', text: string): HTMLElement {
  const element = document.createElement(tag)
  element.textContent = text
  return element
}
