import { getDocumentProxy } from 'unpdf'

export type PdfInput = {
  readonly bytes: Uint8Array
  readonly password: string
  readonly maxPages: number
  readonly joinPages: boolean
}

/** Reads the text and the facts of a PDF. Runs in a side process. */
export default async function readPdf({ bytes, password, maxPages, joinPages }: PdfInput): Promise<unknown> {
  const options = { ...(password === '' ? {} : { password }), isEvalSupported: false }
  const document = await getDocumentProxy(new Uint8Array(bytes), options).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`The PDF cannot be read: ${reason}`, { cause: error })
  })
  const { info, metadata } = await document.getMetadata()
  const rendered = maxPages > 0 ? Math.min(maxPages, document.numPages) : document.numPages
  const pages: string[] = []
  for (let number = 1; number <= rendered; number += 1) {
    const page = await document.getPage(number)
    pages.push(textOf((await page.getTextContent()).items))
    page.cleanup()
  }
  const facts = { numpages: document.numPages, numrender: rendered, info, metadata: metadata as unknown }
  return JSON.parse(JSON.stringify({ ...facts, text: joinPages ? pages.join('\n\n') : pages }))
}

/** Pieces on one line are joined as they are; a new height on the page begins a new line. */
function textOf(items: readonly object[]): string {
  let text = ''
  let lastY: number | undefined
  for (const item of items) {
    if (!('str' in item) || !('transform' in item)) continue
    const { str, transform } = item as { str: string; transform: number[] }
    const y = transform[5]
    text += lastY === undefined || lastY === y ? str : `\n${str}`
    lastY = y
  }
  return text
}
