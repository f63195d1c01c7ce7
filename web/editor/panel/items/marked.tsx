/** A text with what is searched for marked in it. */
export function Marked({ text, search }: { readonly text: string; readonly search: string }) {
  if (search === '') return text
  const at = text.toLowerCase().indexOf(search.toLowerCase())
  if (at === -1) return text
  const end = at + search.length
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, end)}</mark>
      <Marked text={text.slice(end)} search={search} />
    </>
  )
}
