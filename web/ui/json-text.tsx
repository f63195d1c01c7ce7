import { useMemo } from 'react'
import css from './json-text.module.css'

const token = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g

/** JSON in colour. Beyond `charsMax` it is cut: a page must not hang on one huge value. */
export function JsonText({ value, charsMax = 100_000 }: { readonly value: unknown; readonly charsMax?: number }) {
  const text = useMemo(() => {
    const whole = JSON.stringify(value, null, 2) ?? ''
    return whole.length > charsMax ? `${whole.slice(0, charsMax)}\n…` : whole
  }, [value, charsMax])
  const parts = useMemo(() => colour(text), [text])
  return <pre className={css['code']}>{parts}</pre>
}

function colour(text: string) {
  const parts: React.ReactNode[] = []
  let end = 0
  for (const match of text.matchAll(token)) {
    const [whole, string, colon, word] = match
    parts.push(text.slice(end, match.index))
    end = match.index + whole.length
    if (string !== undefined && colon !== undefined) {
      parts.push(<i key={match.index}>{string}</i>, colon)
    } else {
      parts.push(
        <span
          key={match.index}
          className={string === undefined ? (word === undefined ? css['number'] : css['word']) : css['string']}
        >
          {whole}
        </span>,
      )
    }
  }
  return [...parts, text.slice(end)]
}
