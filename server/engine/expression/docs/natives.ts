import type { Docs } from './doc.ts'

const string: Docs = {
  length: ['', 'How many characters it has', "'abc'.length"],
  toUpperCase: ['()', 'In capital letters', "'abc'.toUpperCase()"],
  toLowerCase: ['()', 'In small letters', "'ABC'.toLowerCase()"],
  trim: ['()', 'Without blanks at its ends', "' a '.trim()"],
  split: ['(separator)', 'A list of its parts', "'a,b'.split(',')"],
  replace: ['(search, by)', 'With the first hit replaced', "'aa'.replace('a', 'b')"],
  replaceAll: ['(search, by)', 'With every hit replaced', "'aa'.replaceAll('a', 'b')"],
  includes: ['(text)', 'True where the text is in it', "'abc'.includes('b')"],
  startsWith: ['(text)', 'True where it begins with the text', "'abc'.startsWith('a')"],
  endsWith: ['(text)', 'True where it ends with the text', "'abc'.endsWith('c')"],
  slice: ['(from, to?)', 'A part of it, by place', "'abcd'.slice(1, 3)"],
  substring: ['(from, to?)', 'A part of it, by place', "'abcd'.substring(1, 3)"],
  indexOf: ['(text)', 'Where the text is in it, or -1', "'abc'.indexOf('c')"],
  match: ['(pattern)', 'What the pattern finds', "'a1'.match(/[0-9]/)"],
  padStart: ['(length, filler?)', 'Filled up at its start', "'7'.padStart(3, '0')"],
  padEnd: ['(length, filler?)', 'Filled up at its end', "'7'.padEnd(3, '0')"],
  repeat: ['(times)', 'So many times', "'ab'.repeat(2)"],
  concat: ['(…texts)', 'With texts at its end', "'a'.concat('b')"],
  charAt: ['(place)', 'One character', "'abc'.charAt(1)"],
}

const number: Docs = {
  toFixed: ['(places?)', 'As text with so many decimal places', '(1.5).toFixed(2)'],
}

const array: Docs = {
  length: ['', 'How many elements it has', '[1, 2].length'],
  map: ['(element => …)', 'A list of what the function makes of each element', '[1, 2].map(n => n * 2)'],
  filter: ['(element => …)', 'The elements for which the function is true', '[1, 2].filter(n => n > 1)'],
  find: ['(element => …)', 'The first element for which the function is true', '[1, 2].find(n => n > 1)'],
  some: ['(element => …)', 'True where it is true for one element', '[1, 2].some(n => n > 1)'],
  every: ['(element => …)', 'True where it is true for all elements', '[1, 2].every(n => n > 1)'],
  reduce: ['((total, element) => …, start)', 'One value of all elements', '[1, 2].reduce((sum, n) => sum + n, 0)'],
  join: ['(separator?)', 'One text of all elements', "[1, 2].join(', ')"],
  includes: ['(element)', 'True where the element is in it', '[1, 2].includes(2)'],
  indexOf: ['(element)', 'Where the element is in it, or -1', '[1, 2].indexOf(2)'],
  slice: ['(from, to?)', 'A part of it, by place', '[1, 2, 3].slice(1)'],
  concat: ['(…lists)', 'With the elements of other lists', '[1].concat([2])'],
  flat: ['(depth?)', 'Lists inside it laid out', '[1, [2]].flat()'],
  sort: ['((a, b) => …)', 'In order', '[2, 1].sort((a, b) => a - b)'],
  at: ['(place)', 'One element; -1 is the last', '[1, 2].at(-1)'],
}

const day = "DateTime.fromISO('2026-03-14T15:09:26Z', { zone: 'utc' })"
const date: Docs = {
  toISO: ['()', 'As text for machines', `${day}.toISO()`],
  toISODate: ['()', 'The day as text for machines', `${day}.toISODate()`],
  toFormat: ['(pattern)', 'As text, such as "dd.MM.yyyy HH:mm"', `${day}.toFormat('HH:mm')`],
  toMillis: ['()', 'Milliseconds since 1970', `${day}.toMillis()`],
  toRelative: ['()', 'Such as "2 days ago"'],
  setZone: ['(zone)', 'The same moment in another time zone', `${day}.setZone('Asia/Tokyo').hour`],
  startOf: ['(unit)', 'The start of the month, week, day …', `${day}.startOf('day')`],
  endOf: ['(unit)', 'The last moment of the month, week, day …', `${day}.endOf('year')`],
  year: ['', 'The year', `${day}.year`],
  month: ['', 'The month, from 1', `${day}.month`],
  day: ['', 'The day of the month', `${day}.day`],
  hour: ['', 'The hour', `${day}.hour`],
  minute: ['', 'The minute', `${day}.minute`],
  second: ['', 'The second', `${day}.second`],
  weekday: ['', 'The day of the week: 1 is Monday', `${day}.weekday`],
  weekNumber: ['', 'The week of the year', `${day}.weekNumber`],
}

/** JavaScript's own methods and fields that people use most, and Luxon's. */
export const nativeDocs: Readonly<Record<string, Docs>> = { string, number, array, date }
