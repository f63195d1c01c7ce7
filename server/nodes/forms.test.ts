import { type FormField, type FormHints, fieldsOf } from '@steward/contract/node-form'
import { connectionKindsOf, fits, isShown, otherParameters, rowsIn, withControl } from '@steward/contract/node-form-values'
import { expect, test } from 'vitest'
import { catalog } from './index.ts'

const kinds = catalog.all().map((definition) => {
  const schema = JSON.parse(JSON.stringify(definition.parameters)) as unknown
  return { definition, fields: fieldsOf(schema) }
})
const kindOf = (type: string) => kinds.find(({ definition }) => definition.type === type)?.fields ?? []

type Walked = {
  readonly place: string
  readonly field: FormField
  readonly beside: readonly FormField[]
  readonly root: readonly FormField[]
}

const walk = (place: string, beside: readonly FormField[], root: readonly FormField[]): readonly Walked[] =>
  beside.flatMap((field) => [
    { place: `${place}.${field.name}`, field, beside, root },
    ...walk(`${place}.${field.name}`, field.fields, root),
  ])
const all = kinds.flatMap(({ definition, fields }) => walk(definition.type, fields, fields))

function named(path: string, { beside, root }: Walked): FormField | undefined {
  const [first = '', ...rest] = path.replace(/^\//, '').split('.')
  return rest.reduce<FormField | undefined>(
    (field, name) => field?.fields.find((one) => one.name === name),
    (path.startsWith('/') ? root : beside).find(({ name }) => name === first),
  )
}

const conditionsOf = ({ show = {} }: FormHints) =>
  (Array.isArray(show) ? show : [show]) as readonly Readonly<Record<string, readonly unknown[]>>[]

test('every condition of every form names a parameter that is there, and values that it can have', () => {
  const wrong = all.flatMap((one) =>
    conditionsOf(one.field)
      .flatMap((condition) => Object.entries(condition))
      .filter(([path, values]) => {
        const field = named(path, one)
        if (field === undefined) return true
        const possible = field.as === 'switch' ? [true, false] : field.choices.map(({ value }) => value)
        return possible.length > 0 && values.some((value) => !possible.includes(value as never))
      })
      .map(([path, values]) => `${one.place}: ${path} = ${values.join('|')}`),
  )
  expect(all.length).toBeGreaterThan(400)
  expect(wrong).toEqual([])
})

test('every other control, connection and list is said of something that is there', () => {
  const platform = ['workflows', 'instances', 'databases', 'connectionKinds', 'fields']
  const wrong = all.flatMap((one) => {
    const { controls, connection, loads } = one.field
    const type = one.place.split('.')[0] ?? ''
    const lists = Object.keys(catalog.get(type)?.lists ?? {})
    const choices = one.field.choices.map(({ value }) => String(value))
    return [
      controls !== undefined && named(controls.by, one) === undefined ? `${one.place}: control by ${controls.by}` : '',
      loads !== undefined && ![...platform, ...lists].includes(loads) ? `${one.place}: list ${loads}` : '',
      ...Object.keys(connection ?? {})
        .filter((value) => value !== '*' && one.field.as === 'select' && !choices.includes(value))
        .map((value) => `${one.place}: connection for ${value}`),
    ].filter((text) => text !== '')
  })
  expect(wrong).toEqual([])
})

test('every default can be shown by the control it is the default of', () => {
  const wrong = all.filter(
    ({ field }) =>
      !fits(field, field.fallback) ||
      (field.as === 'select' && field.fallback !== undefined && !field.choices.some(({ value }) => value === field.fallback)),
  )
  expect(wrong.map(({ place }) => place)).toEqual([])
})

test('a field is shown by what is set beside it, above it and by the version', () => {
  const fields = kindOf('http_request')
  const shown = (parameters: Record<string, unknown>) => {
    const place = { version: 4.2, root: parameters, rootFields: fields, beside: parameters, fields }
    return fields.filter((field) => isShown(field, place)).map(({ name }) => name)
  }
  expect(shown({})).not.toContain('jsonBody')
  expect(shown({ sendBody: true, specifyBody: 'json' })).toContain('jsonBody')
  expect(shown({ sendBody: '={{ $json.a }}', specifyBody: 'json' })).toContain('jsonBody')
  expect(shown({ sendBody: true, contentType: 'raw' })).toContain('body')
  expect(shown({ sendBody: true, contentType: 'multipart-form-data' })).toContain('bodyParameters')
  const webhook = kindOf('webhook')
  const status = webhook.find(({ name }) => name === 'responseCode') as FormField
  const at = (version: number) => isShown(status, { version, root: {}, rootFields: webhook, beside: {}, fields: webhook })
  expect([at(1.1), at(2)]).toEqual([true, false])
})

test('a control follows the field that names its type', () => {
  const rows = kindOf('set').find(({ name }) => name === 'assignments') as FormField
  const value = rows.fields.find(({ name }) => name === 'value') as FormField
  const as = (type: string) =>
    withControl(value, { version: 3.4, root: {}, rootFields: [], beside: { type }, fields: rows.fields }).as
  expect(['string', 'number', 'boolean', 'object'].map(as)).toEqual(['text', 'number', 'switch', 'json'])
  expect([rows.listName, rows.hasRowId]).toEqual(['assignments', true])
})

test('what has another shape than a control knows is left to JSON, and unknown parameters are told apart', () => {
  const conditions = kindOf('if').find(({ name }) => name === 'conditions') as FormField
  expect(fits(conditions, { string: [{ value1: 'a', value2: 'b' }], conditions: 5 })).toBe(false)
  expect(fits(conditions, { conditions: [{ leftValue: 1, operator: { type: 'number', operation: 'gt' } }] })).toBe(true)
  const rows = kindOf('set').find(({ name }) => name === 'assignments') as FormField
  expect([rowsIn(rows, { assignments: [{ name: 'a' }] })?.length, rowsIn(rows, { assignments: [], other: 1 })]).toEqual([
    1,
    undefined,
  ])
  expect(fits(rows, { assignments: ['text'] })).toBe(false)
  expect(otherParameters(kindOf('if'), { conditions: {}, combineOperation: 'any' })).toEqual({ combineOperation: 'any' })
})

test('a node tells the kinds of connection that its parameters ask for', () => {
  const kindsOf = (type: string, parameters: Record<string, unknown>) =>
    connectionKindsOf(kindOf(type), { version: 4.2, parameters })
  expect(kindsOf('http_request', {})).toEqual([])
  expect(kindsOf('http_request', { authentication: 'genericCredentialType' })).toEqual(['httpBasicAuth'])
  expect(
    kindsOf('http_request', {
      authentication: 'predefinedCredentialType',
      nodeCredentialType: 'slackApi',
      provideSslCertificates: true,
    }),
  ).toEqual(['slackApi', 'httpSslAuth'])
  expect(kindsOf('http_request', { authentication: '={{ $json.a }}', genericAuthType: '={{ $json.b }}' })).toEqual([])
  expect(kindsOf('webhook', { authentication: 'signature' })).toEqual(['webhookSignature'])
})
