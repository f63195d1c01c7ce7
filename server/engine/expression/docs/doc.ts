/** What is said of a name: what stands behind it (`(text)`, or nothing), a sentence, and an expression that shows it. */
export type Doc = readonly [after: string, text: string, example?: string]
export type Docs = Readonly<Record<string, Doc>>
