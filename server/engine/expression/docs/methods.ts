import type { Docs } from './doc.ts'

const string: Docs = {
  toTitleCase: ['()', 'Each Word With a Capital Letter', "'hello world'.toTitleCase()"],
  toSentenceCase: ['()', 'Each sentence with a capital letter', "'hello. world'.toSentenceCase()"],
  toSnakeCase: ['()', 'small_letters_with_underscores', "'Hello World'.toSnakeCase()"],
  extractEmail: ['()', 'The first e-mail address in it', "'write to a@example.com'.extractEmail()"],
  extractDomain: ['()', 'The host of a URL or e-mail address', "'https://example.com/a'.extractDomain()"],
  extractUrl: ['()', 'The first URL in it', "'see https://example.com'.extractUrl()"],
  extractUrlPath: ['()', 'The path of a URL', "'https://example.com/a/b'.extractUrlPath()"],
  toNumber: ['()', 'As a number', "'12.5'.toNumber()"],
  toInt: ['(base?)', 'As a whole number', "'12.9'.toInt()"],
  toFloat: ['()', 'As a number', "'12.5'.toFloat()"],
  toBoolean: ['()', 'False for an empty text, 0, false and no', "'no'.toBoolean()"],
  toDateTime: ['(format?)', 'As a date and time', "'2026-03-01'.toDateTime().day"],
  toDate: ['()', 'As a JavaScript date', "'2026-03-01'.toDate()"],
  parseJson: ['()', 'The value that the JSON text stands for', `'{"a":1}'.parseJson()`],
  isEmpty: ['()', 'True for a text without characters', "''.isEmpty()"],
  isNotEmpty: ['()', 'True for a text with characters', "'a'.isNotEmpty()"],
  isEmail: ['()', 'True for an e-mail address', "'a@example.com'.isEmail()"],
  isUrl: ['()', 'True for a URL', "'https://example.com'.isUrl()"],
  isDomain: ['()', 'True for the name of a host', "'example.com'.isDomain()"],
  isNumeric: ['()', 'True for a number written as text', "'12'.isNumeric()"],
  hash: ['(algorithm?)', 'Hashed: md5, sha1, sha224, sha256, sha384, sha512, sha3 or base64', "'a'.hash('sha256')"],
  base64Encode: ['()', 'Encoded as base64', "'hello'.base64Encode()"],
  base64Decode: ['()', 'Decoded from base64', "'aGVsbG8='.base64Decode()"],
  urlEncode: ['()', 'Encoded for use in a URL', "'a b&c'.urlEncode()"],
  urlDecode: ['()', 'Decoded from %XX codes', "'a%20b'.urlDecode()"],
  quote: ['(mark?)', 'In quotation marks, those inside escaped', "'a'.quote()"],
  removeTags: ['()', 'Without HTML or XML tags', "'<b>a</b>'.removeTags()"],
  removeMarkdown: ['()', 'Without the signs of Markdown and without tags', "'**a**'.removeMarkdown()"],
  replaceSpecialChars: ['()', 'In plain ASCII letters', "'déjà'.replaceSpecialChars()"],
  toJsonString: ['()', 'As JSON text', "'a'.toJsonString()"],
}

const number: Docs = {
  round: ['(places?)', 'Rounded to so many decimal places', '(3.14159).round(2)'],
  ceil: ['()', 'Rounded up', '(1.2).ceil()'],
  floor: ['()', 'Rounded down', '(1.8).floor()'],
  abs: ['()', 'Without its sign', '(-3).abs()'],
  format: ['(language?, options?)', 'As text for people', "(1234.5).format('de-DE')"],
  toDateTime: ['(unit?)', 'As a date and time: from "ms", "s", "us" or "excel"', "(0).toDateTime('s').year"],
  isEven: ['()', 'True for an even number', '(4).isEven()'],
  isOdd: ['()', 'True for an odd number', '(4).isOdd()'],
  isInteger: ['()', 'True for a whole number', '(4.5).isInteger()'],
  toBoolean: ['()', 'False for 0', '(0).toBoolean()'],
  toInt: ['()', 'As a whole number', '(3.7).toInt()'],
  toFloat: ['()', 'The number itself', '(3.7).toFloat()'],
}

const boolean: Docs = {
  toInt: ['()', '1 or 0', 'true.toInt()'],
  toFloat: ['()', '1 or 0', 'true.toFloat()'],
  toNumber: ['()', '1 or 0', 'true.toNumber()'],
  toBoolean: ['()', 'The value itself', 'true.toBoolean()'],
}

const array: Docs = {
  first: ['()', 'The first element', '[1, 2, 3].first()'],
  last: ['()', 'The last element', '[1, 2, 3].last()'],
  sum: ['()', 'The total of the numbers', '[1, 2, 3].sum()'],
  average: ['()', 'The average of the numbers', '[1, 2, 3].average()'],
  min: ['()', 'The smallest number', '[3, 1, 2].min()'],
  max: ['()', 'The largest number', '[3, 1, 2].max()'],
  pluck: ['(…fields)', 'The values of the named fields', "[{ a: 1 }, { a: 2 }].pluck('a')"],
  unique: ['(…fields)', 'Without duplicates; by the named fields where some are given', '[1, 1, 2].unique()'],
  removeDuplicates: ['(…fields)', 'Without duplicates; by the named fields where some are given', '[1, 1, 2].removeDuplicates()'],
  compact: ['()', 'Without empty values', "[1, null, ''].compact()"],
  chunk: ['(length)', 'Split into lists of this length', '[1, 2, 3].chunk(2)'],
  union: ['(other)', 'The elements of both lists, without duplicates', '[1, 2].union([2, 3])'],
  difference: ['(other)', 'The elements that are not in the other list', '[1, 2].difference([2])'],
  intersection: ['(other)', 'The elements that are in both lists', '[1, 2].intersection([2, 3])'],
  append: ['(…elements)', 'The list with more elements at its end', '[1].append(2, 3)'],
  isEmpty: ['()', 'True for a list without elements', '[].isEmpty()'],
  isNotEmpty: ['()', 'True for a list with elements', '[1].isNotEmpty()'],
  reverse: ['()', 'The elements in reverse order', '[1, 2].reverse()'],
  randomItem: ['()', 'One element, by chance', "['a'].randomItem()"],
  renameKeys: ['(from, to, …)', 'Fields renamed', "[{ a: 1 }].renameKeys('a', 'b')"],
  smartJoin: ['(keyField, valueField)', 'One object from a list', "[{ k: 'a', v: 1 }].smartJoin('k', 'v')"],
  merge: ['(other?)', 'All fields of the objects in one object', '[{ a: 1 }, { b: 2 }].merge()'],
  mergeIntoObject: ['(other)', 'All fields of the objects in one object', '[{ a: 1 }].mergeIntoObject([{ b: 2 }])'],
  toJsonString: ['()', 'As JSON text', '[1, 2].toJsonString()'],
}

const object: Docs = {
  keys: ['()', 'The names of the fields', '({ a: 1, b: 2 }).keys()'],
  values: ['()', 'The values of the fields', '({ a: 1, b: 2 }).values()'],
  hasField: ['(name)', 'True where there is a field of this name', "({ a: 1 }).hasField('a')"],
  removeField: ['(name)', 'Without the field of this name', "({ a: 1, b: 2 }).removeField('a')"],
  keepFieldsContaining: ['(text)', 'Only the fields whose text contains this', "({ a: 'xy', b: 'z' }).keepFieldsContaining('x')"],
  removeFieldsContaining: [
    '(text)',
    'Without the fields whose text contains this',
    "({ a: 'xy', b: 'z' }).removeFieldsContaining('x')",
  ],
  compact: ['()', 'Without empty values', "({ a: 1, b: '' }).compact()"],
  urlEncode: ['()', 'The fields as the query of a URL', "({ a: 1, b: 'x y' }).urlEncode()"],
  isEmpty: ['()', 'True for an object without fields', '({}).isEmpty()'],
  isNotEmpty: ['()', 'True for an object with fields', '({ a: 1 }).isNotEmpty()'],
  toJsonString: ['()', 'As JSON text', '({ a: 1 }).toJsonString()'],
}

const day = "DateTime.fromISO('2026-03-14T15:09:26Z', { zone: 'utc' })"
const date: Docs = {
  format: ['(pattern)', 'As text, such as "dd.MM.yyyy"', `${day}.format('dd.MM.yyyy')`],
  plus: ['(amount, unit)', 'So much later', `${day}.plus(7, 'days')`],
  minus: ['(amount, unit)', 'So much earlier', `${day}.minus(7, 'days')`],
  diffTo: ['(other, unit?)', 'How far from another moment', `${day}.diffTo('2026-03-10T15:09:26Z', 'days')`],
  diffToNow: ['(unit?)', 'How far from now'],
  beginningOf: ['(unit?)', 'The start of the month, week, day …', `${day}.beginningOf('month')`],
  endOfMonth: ['()', 'The last moment of the month', `${day}.endOfMonth()`],
  extract: ['(part?)', 'One part as a number: "year", "month", "week" …', `${day}.extract('month')`],
  isBetween: ['(from, to)', 'True where it lies between two moments', `${day}.isBetween('2026-01-01', '2026-12-31')`],
  isInLast: ['(amount, unit)', 'True where it lies within the last so many minutes, hours …'],
  isWeekend: ['()', 'True on Saturday and Sunday', `${day}.isWeekend()`],
  isDst: ['()', 'True in daylight saving time', `${day}.isDst()`],
  toInt: ['()', 'Milliseconds since 1970', `${day}.toInt()`],
  toFloat: ['()', 'Milliseconds since 1970', `${day}.toFloat()`],
  toDateTime: ['()', 'As a Luxon DateTime', `${day}.toDateTime().year`],
}

/** Steward's own methods, by the type of what stands before the dot; those that are needed most first. */
export const methodDocs: Readonly<Record<string, Docs>> = { string, number, boolean, array, object, date }
