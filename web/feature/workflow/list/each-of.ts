import { ApiProblem, sentenceOf } from '../../../api/problem.ts'

export type Refusal = { readonly name: string; readonly reason: string }
type Named = { readonly id: string; readonly name: string }

const atOnce = 4
const triesMax = 5

/**
 * Does something to each, a few at once, and tells how far it is. One that is refused does not stop the others. Where the
 * server asks for patience it is had.
 */
export async function eachOf<T extends Named>(
  things: readonly T[],
  act: (thing: T) => Promise<unknown>,
  onDone: (done: number) => void,
): Promise<readonly Refusal[]> {
  const waiting = [...things]
  const refusals: Refusal[] = []
  let done = 0
  const work = async () => {
    for (let thing = waiting.shift(); thing !== undefined; thing = waiting.shift()) {
      try {
        await patiently(() => act(thing))
      } catch (error) {
        refusals.push({ name: thing.name, reason: sentenceOf(error) })
      }
      done += 1
      onDone(done)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return refusals
}

async function patiently(act: () => Promise<unknown>): Promise<unknown> {
  for (let again = 1; ; again++) {
    try {
      return await act()
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== 429 || again === triesMax) throw error
      await new Promise((resolve) => setTimeout(resolve, 1000 * 2 ** again))
    }
  }
}
