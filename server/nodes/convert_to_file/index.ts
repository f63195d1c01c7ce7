import { defineNode, mapItems, NodeError, type BinaryValue, type Item, type NodeCall } from '@steward/sdk/node'
import { text } from '../parameter.ts'
import { icsParameters, parameters } from './schema.ts'
import { writeBytes, writeJson, writeText } from './write-content.ts'
import { writeIcs } from './write-ics.ts'
import { writeSheet } from './write-sheet.ts'

const convertToFile = defineNode({
  type: 'convert_to_file',
  title: 'Convert to file',
  description: 'Makes files from items: tables, JSON, text, calendars.',
  category: 'files',
  icon: 'file-input',
  n8n: [{ type: 'n8n-nodes-base.convertToFile', versions: [1, 1.1] }],
  parameters,
  effect: 'pure',
  execute: async (call) => [await convert(call)],
})

const iCalendar = defineNode({
  type: 'i_calendar',
  title: 'iCalendar',
  description: 'Makes a calendar file with one event. Convert to file does this now.',
  category: 'files',
  icon: 'calendar-plus',
  n8n: [{ type: 'n8n-nodes-base.iCal', versions: [1] }],
  parameters: icsParameters,
  effect: 'pure',
  execute: async (call) => [
    await mapItems(call, async (item, index) => ({
      ...item,
      binary: { ...item.binary, ...(await named(call, index, calendarFile(call, index))) },
    })),
  ],
})

export default [convertToFile, iCalendar]

async function convert(call: NodeCall): Promise<Item[]> {
  const operation = text(call, 'operation', 0, 'csv')
  const perItem = (make: (item: Item, index: number) => Promise<BinaryValue>) =>
    mapItems(call, async (item, index) => ({ json: {}, binary: await named(call, index, make(item, index)) }))
  switch (operation) {
    case 'csv':
    case 'html':
    case 'ods':
    case 'rtf':
    case 'xls':
    case 'xlsx':
      return ofAllItems(call, writeSheet(call, operation, text(call, 'options.fileName', 0) || `File.${operation}`))
    case 'toJson':
      return text(call, 'mode', 0, 'once') === 'each'
        ? perItem((item, index) => writeJson(call, item.json, index))
        : ofAllItems(
            call,
            writeJson(
              call,
              call.items.map((item) => item.json),
              0,
            ),
          )
    case 'toText':
      return perItem((item, index) => writeText(call, item, index))
    case 'toBinary':
      return perItem((item, index) => writeBytes(call, item, index))
    case 'iCal':
      return perItem((_item, index) => calendarFile(call, index))
    default:
      throw new NodeError(`Convert to file has no operation "${operation}".`, { retryable: false })
  }
}

async function ofAllItems(call: NodeCall, file: Promise<BinaryValue>): Promise<Item[]> {
  return [{ json: {}, binary: await named(call, 0, file), pairedItem: call.items.map((_, item) => ({ item })) }]
}

function calendarFile(call: NodeCall, index: number): Promise<BinaryValue> {
  const fileName = text(call, 'additionalFields.fileName', index) || 'event.ics'
  return call.io.writeBinary(new TextEncoder().encode(writeIcs(call, index)), { fileName, mimeType: 'text/calendar' })
}

async function named(call: NodeCall, index: number, file: Promise<BinaryValue>): Promise<Record<string, BinaryValue>> {
  return { [text(call, 'binaryPropertyName', index, 'data')]: await file }
}
