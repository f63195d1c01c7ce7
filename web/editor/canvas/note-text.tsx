import type { ReactNode } from 'react'

const linesMax = 200
const inline = /\*\*(.+?)\*\*|`([^`]+)`|!?\[([^\]]*)\]\((\S+?)\)/g

/** The little markdown that notes are written in: headings, lists, bold, code, links. Whatever else it holds stays text. */
export function NoteText({ text }: { readonly text: string }) {
  const lines = text.split('\n').slice(0, linesMax)
  return (
    <div style={{ height: '100%', overflow: 'hidden' }} dir="auto">
      {lines.map((line, index) => (
        <Line key={index} line={line} />
      ))}
    </div>
  )
}

function Line({ line }: { readonly line: string }) {
  const heading = /^(#{1,6})\s+(.*)$/.exec(line)
  if (heading !== null) return <b className={`h${Math.min(3, heading[1]?.length ?? 1)}`}>{inlines(heading[2] ?? '')}</b>
  const item = /^\s*(?:[-*]|\d+\.)\s+(.*)$/.exec(line)
  if (item !== null) return <span className="item">{inlines(item[1] ?? '')}</span>
  return <p>{line.trim() === '' ? '\u00a0' : inlines(line)}</p>
}

function inlines(text: string): ReactNode[] {
  const parts: ReactNode[] = []
  let end = 0
  for (const match of text.matchAll(inline)) {
    parts.push(text.slice(end, match.index))
    end = match.index + match[0].length
    const [whole, bold, code, words, href] = match
    if (bold !== undefined) parts.push(<strong key={match.index}>{bold}</strong>)
    else if (code !== undefined) parts.push(<code key={match.index}>{code}</code>)
    // Pictures would call foreign servers and only http(s) links are safe to follow.
    else if (whole.startsWith('!') || !/^https?:\/\//.test(href ?? '')) parts.push(words)
    else
      parts.push(
        <a key={match.index} href={href} target="_blank" rel="noreferrer noopener" className="nodrag">
          {words}
        </a>,
      )
  }
  return [...parts, text.slice(end)]
}
