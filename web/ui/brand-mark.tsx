/** The mark of the product: a receipt with a tick. */
export function BrandMark({ size = 26 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 26 26" aria-hidden style={{ flex: 'none', display: 'block' }}>
      <path
        d="M4 1.5h18a1 1 0 0 1 1 1v21.6l-3.34-2.2-3.33 2.2-3.33-2.2-3.33 2.2-3.33-2.2L3 24.1V2.5a1 1 0 0 1 1-1z"
        fill="var(--accent)"
      />
      <path
        d="M8 12.2l3.5 3.4L18.2 8"
        fill="none"
        stroke="var(--on-accent)"
        strokeWidth="2.3"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
