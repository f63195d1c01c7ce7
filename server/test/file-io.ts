import type { BinaryValue, NodeIo } from '@steward/sdk/node'

/** Files kept in the items themselves, as `steward run` keeps them. */
export const fileIo: Partial<NodeIo> = {
  readBinary: async (value) => Buffer.from(value.data ?? '', 'base64'),
  writeBinary: async (bytes, about) => ({
    mimeType: about.mimeType ?? 'application/octet-stream',
    ...(about.fileName === undefined ? {} : { fileName: about.fileName }),
    data: Buffer.from(bytes).toString('base64'),
  }),
}

export function fileOfText(text: string | Uint8Array, mimeType = 'text/plain', fileName = 'file.txt'): BinaryValue {
  return { mimeType, fileName, data: Buffer.from(text).toString('base64') }
}

/** The smallest PDF with a line of text. */
export function smallPdf(text: string): string {
  const stream = `BT /F1 12 Tf 10 100 Td (${text}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  const body = objects.map((object, at) => `${at + 1} 0 obj\n${object}\nendobj\n`).join('')
  return `%PDF-1.4\n${body}trailer\n<< /Root 1 0 R /Size 6 >>\n%%EOF`
}
