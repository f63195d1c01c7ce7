/**
 * What a script finds: `db`, cursors, `print`, and the values of MongoDB. It stands inside QuickJS, in front of the
 * script, and is no wall: whatever it lets through is judged by the process outside.
 */
export const scriptPrelude = String.raw`(function (ask) {
  'use strict'
  const stringify = JSON.stringify
  const parse = JSON.parse
  const request = (message) => parse(ask(stringify(message)))

  class Bson {
    constructor(tag, value) { Object.defineProperty(this, 'tagged', { value: { [tag]: value } }) }
    toJSON() { return this.tagged }
    toString() { const value = this.tagged[Object.keys(this.tagged)[0]]; return typeof value === 'object' ? stringify(value) : String(value) }
    valueOf() { return this.toString() }
    equals(other) { return other instanceof Bson && stringify(other.tagged) === stringify(this.tagged) }
  }
  class BsonNumber extends Bson {
    valueOf() { return Number(this.toString()) }
    toNumber() { return Number(this.toString()) }
  }
  const hex = (digits) => { let text = ''; while (text.length < digits) text += Math.floor(Math.random() * 16).toString(16); return text }
  class Oid extends Bson {
    toHexString() { return this.toString() }
    str() { return this.toString() }
    getTimestamp() { return new Date(parseInt(this.toString().slice(0, 8), 16) * 1000) }
  }
  const newId = () => Math.floor(Date.now() / 1000).toString(16).padStart(8, '0') + hex(16)
  const makers = {
    ObjectId(text) {
      const id = text === undefined ? newId() : String(text)
      if (!/^[0-9a-f]{24}$/i.test(id)) throw new TypeError('An ObjectId has 24 hexadecimal digits.')
      return new Oid('$oid', id.toLowerCase())
    },
    ISODate(text) {
      const date = text === undefined ? new Date() : new Date(text)
      if (Number.isNaN(date.getTime())) throw new TypeError('This is not a date.')
      return date
    },
    NumberLong: (value) => new BsonNumber('$numberLong', BigInt(value).toString()),
    NumberInt: (value) => new BsonNumber('$numberInt', String(Math.trunc(Number(value)))),
    Double: (value) => new BsonNumber('$numberDouble', Number.isInteger(Number(value)) ? Number(value) + '.0' : String(Number(value))),
    NumberDecimal: (value) => new BsonNumber('$numberDecimal', String(value)),
    UUID: (text) => new Bson('$uuid', String(text)),
    BinData: (subType, base64) => new Bson('$binary', { base64: String(base64), subType: Number(subType).toString(16).padStart(2, '0') }),
    Timestamp: (t, i) => new Bson('$timestamp', { t: Number(t), i: Number(i) }),
    MinKey: () => new Bson('$minKey', 1),
    MaxKey: () => new Bson('$maxKey', 1),
  }
  const aliases = { ObjectID: 'ObjectId', Long: 'NumberLong', Int32: 'NumberInt', Decimal128: 'NumberDecimal' }

  const tags = {
    $oid: (value) => new Oid('$oid', value),
    $date: (value) => new Date(typeof value === 'string' ? value : Number(value.$numberLong)),
    $numberLong: (value) => new BsonNumber('$numberLong', value),
    $numberDecimal: (value) => new BsonNumber('$numberDecimal', value),
    $numberDouble: (value) => Number(value),
    $regularExpression: (value) => new Bson('$regularExpression', value),
    $binary: (value) => new Bson('$binary', value),
    $timestamp: (value) => new Bson('$timestamp', value),
    $minKey: (value) => new Bson('$minKey', value),
    $maxKey: (value) => new Bson('$maxKey', value),
  }
  const decode = (value) => {
    if (Array.isArray(value)) return value.map(decode)
    if (value === null || typeof value !== 'object') return value
    const keys = Object.keys(value)
    if (keys.length === 1 && Object.hasOwn(tags, keys[0])) return tags[keys[0]](value[keys[0]])
    const result = {}
    for (const key of keys) Object.defineProperty(result, key, { value: decode(value[key]), enumerable: true, writable: true, configurable: true })
    return result
  }
  const encode = (value, depth = 0) => {
    if (depth > 90) throw new TypeError('The value is nested too deeply.')
    if (value === undefined) throw new TypeError('There is an undefined value; a condition on it would meet what nobody meant.')
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
    if (typeof value === 'number') return Number.isFinite(value) ? value : { $numberDouble: String(value) }
    if (typeof value === 'bigint') return { $numberLong: value.toString() }
    if (typeof value !== 'object') throw new TypeError('A ' + typeof value + ' cannot be given to the database.')
    if (value instanceof Bson) return value.tagged
    if (value instanceof Date) return { $date: { $numberLong: String(value.getTime()) } }
    if (value instanceof RegExp) return { $regularExpression: { pattern: value.source, options: value.flags.replace(/[^ims]/g, '') } }
    if (Array.isArray(value)) return value.map((inner) => encode(inner, depth + 1))
    const result = {}
    for (const key of Object.keys(value))
      Object.defineProperty(result, key, { value: encode(value[key], depth + 1), enumerable: true, writable: true, configurable: true })
    return result
  }
  const toText = (value, indent) => {
    if (typeof value === 'string') return value
    if (value === undefined) return 'undefined'
    if (typeof value === 'function') return '[function]'
    if (value instanceof Error) return String(value)
    return stringify(value instanceof Date ? { $date: value.toISOString() } : readable(value), null, indent)
  }
  const readable = (value, depth = 0) => {
    if (depth > 90 || value === null || typeof value !== 'object') return typeof value === 'bigint' ? { $numberLong: String(value) } : value
    if (value instanceof Bson) return value.tagged
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : { $date: value.toISOString() }
    if (value instanceof RegExp) return String(value)
    if (Array.isArray(value)) return value.map((inner) => readable(inner, depth + 1))
    const result = {}
    for (const key of Object.keys(value)) result[key] = readable(value[key], depth + 1)
    return result
  }
  const print = (...values) => { request({ ask: 'print', text: values.map((value) => toText(value)).join(' ') }) }

  const call = (path, args, modifiers) => request({ ask: 'call', path, args: args.map((one) => encode(one)), modifiers })

  class Cursor {
    #path; #args; #modifiers = []; #answer; #at = 0
    constructor(path, args) { this.#path = path; this.#args = args }
    #modify(name, args) {
      if (this.#answer !== undefined) throw new TypeError(name + ' comes before the first document is read.')
      this.#modifiers.push([name, args.map((one) => encode(one))])
      return this
    }
    #open() { this.#answer ??= call(this.#path, this.#args, this.#modifiers) }
    #end(name, args) { return decode(call(this.#path, this.#args, [...this.#modifiers, [name, args.map((one) => encode(one))]])) }
    sort(...args) { return this.#modify('sort', args) }
    limit(...args) { return this.#modify('limit', args) }
    skip(...args) { return this.#modify('skip', args) }
    projection(...args) { return this.#modify('projection', args) }
    hint(...args) { return this.#modify('hint', args) }
    batchSize() { return this }
    maxTimeMS() { return this }
    comment() { return this }
    pretty() { return this }
    explain(...args) { return this.#end('explain', args).documents[0] }
    count() { return this.#end('count', []).documents[0].count }
    hasNext() {
      this.#open()
      while (this.#at >= this.#answer.documents.length && this.#answer.cursor !== null) {
        this.#answer = request({ ask: 'fetch', cursor: this.#answer.cursor })
        this.#at = 0
      }
      return this.#at < this.#answer.documents.length
    }
    next() {
      if (!this.hasNext()) throw new RangeError('There is no further document.')
      return decode(this.#answer.documents[this.#at++])
    }
    tryNext() { return this.hasNext() ? this.next() : null }
    close() {
      if (this.#answer !== undefined && this.#answer.cursor !== null) request({ ask: 'close', cursor: this.#answer.cursor })
      this.#answer = { documents: [], cursor: null }
      this.#at = 0
    }
    forEach(act) { let index = 0; while (this.hasNext()) act(this.next(), index++) }
    map(make) { const results = []; this.forEach((document) => results.push(make(document))); return results }
    toArray() { return this.map((document) => document) }
    itcount() { return this.toArray().length }
    *[Symbol.iterator]() { while (this.hasNext()) yield this.next() }
  }

  const cursors = ['find', 'aggregate']
  const node = (path) => new Proxy(function () {}, {
    get: (_, name) => (typeof name === 'symbol' ? undefined : node([...path, name])),
    set() { throw new TypeError('db cannot be changed.') },
    defineProperty() { throw new TypeError('db cannot be changed.') },
    deleteProperty() { throw new TypeError('db cannot be changed.') },
    setPrototypeOf() { throw new TypeError('db cannot be changed.') },
    construct() { throw new TypeError('There is nothing to make of db.') },
    apply(_, __, args) {
      const name = path[path.length - 1]
      if (path.length === 1 && name === 'getCollection' && args.length === 1 && typeof args[0] === 'string') return node([args[0]])
      if (path.length > 1 && cursors.includes(name)) return new Cursor(path, args)
      const { documents, value } = call(path, args, [])
      if (value !== undefined) return decode(value)
      if (name === 'distinct') return decode(documents).map((one) => one[args[0]])
      if (name === 'getIndexes') return decode(documents)
      if (name === 'findOne') return documents.length === 0 ? null : decode(documents[0])
      return decode(documents[0].count)
    },
  })

  const given = { db: node([]), print, printjson: (value) => print(toText(value, 2)), tojson: (value) => toText(value), console: Object.freeze({ log: print }) }
  for (const [name, make] of Object.entries(makers)) {
    const maker = function (...args) { return make(...args) }
    given[name] = maker
  }
  for (const [alias, name] of Object.entries(aliases)) given[alias] = given[name]
  for (const [name, value] of Object.entries(given)) Object.defineProperty(globalThis, name, { value, writable: false, configurable: false })

  const refuse = function () { throw new TypeError('Code is not made of text here.') }
  for (const made of [function () {}, async function () {}, function* () {}, async function* () {}])
    Object.defineProperty(Object.getPrototypeOf(made), 'constructor', { value: refuse, writable: false, configurable: false })
  delete globalThis.eval
  Object.defineProperty(globalThis, 'Function', { value: refuse, writable: false, configurable: false })

  return (value) => {
    if (value instanceof Cursor) value.forEach((document) => print(document))
    else if (value !== undefined) print(value)
  }
})`
