import css from './design.module.css'
import { Sheet } from './sheet.tsx'

const grounds = ['bg', 'surface', 'raised', 'sunken', 'canvas', 'rail', 'line', 'line-2']
const inks = ['ink', 'ink-2', 'ink-3', 'ink-4', 'accent', 'accent-text', 'accent-soft', 'accent-line']
const tones = ['done', 'failed', 'running', 'warn', 'read', 'write', 'send', 'pay', 'delete', 'execute', 'pure']

/** Name of the token, what it is for, and a line of it. */
const sizes = [
  ['--t-3xl', 'large figure', 600],
  ['--t-2xl', 'first run, sign-in', 600],
  ['--t-xl', 'title of a page', 600],
  ['--t-lg', 'lead', 400],
  ['--t-md', 'reading text', 400],
  ['--t-sm', 'interface, tables, buttons', 450],
  ['--t-xs', 'second line, hints, labels', 400],
  ['--t-2xs', 'heads of columns, times', 500],
] as const
const radii = ['--r-xs', '--r-sm', '--r', '--r-lg']

/** Colour, type, shape: what everything else is made of. */
export function Foundations() {
  return (
    <>
      <Sheet name="Colour">
        {[grounds, inks, tones].map((names) => (
          <div key={names[0]} className={css['swatches']}>
            {names.map((name) => (
              <span key={name} className={css['swatch']}>
                <i style={{ background: `var(--${name})` }} />
                {name}
              </span>
            ))}
          </div>
        ))}
      </Sheet>
      <Sheet name="Type">
        <div className={css['type']}>
          {sizes.map(([token, use, weight]) => (
            <div key={token}>
              <code>{token.slice(2)}</code>
              <span style={{ font: `${weight} var(${token}) var(--sans)` }}>Refund €129.00 to Lena Brandt, {use}</span>
            </div>
          ))}
          <div>
            <code>mono</code>
            <span className="mono num">2026-11-21 09:41:07 · 1 204.00 · ch_3PZq8L</span>
          </div>
        </div>
      </Sheet>
      <Sheet name="Shape, shadow, focus">
        <div className={css['shapes']}>
          {radii.map((token) => (
            <i key={token} style={{ borderRadius: `var(${token})` }}>
              {token.slice(2)}
            </i>
          ))}
          <i style={{ borderRadius: 'var(--r-lg)', boxShadow: 'var(--float)' }}>floats</i>
          <i style={{ borderRadius: 'var(--r)', boxShadow: 'var(--focus)' }}>focus</i>
        </div>
      </Sheet>
    </>
  )
}
