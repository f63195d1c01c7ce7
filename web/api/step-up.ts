/** Asks the person to confirm that it is them; whether they did. */
type Ask = () => Promise<boolean>

let ask: Ask | undefined
let asking: Promise<boolean> | undefined

/** Given by whoever shows the dialog; gone when it is unmounted. */
export function answerStepUp(given: Ask): () => void {
  ask = given
  return () => {
    if (ask === given) ask = undefined
  }
}

/** Several requests that are refused at once are one question to the person. */
export async function confirmIdentity(): Promise<boolean> {
  if (ask === undefined) return false
  asking ??= ask().finally(() => (asking = undefined))
  return await asking
}
