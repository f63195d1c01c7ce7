/** What `make` gives, made when it is first asked for and kept: for what a start need not wait for. */
export function madeOnce<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}
