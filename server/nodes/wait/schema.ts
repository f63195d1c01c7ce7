import { Type } from 'typebox'

const choice = (title: string, fallback: string, choices: Readonly<Record<string, string>>) =>
  Type.Optional(
    Type.Union(
      Object.entries(choices).map(([value, label]) => Type.Literal(value, { title: label })),
      { title, default: fallback },
    ),
  )

const units = { seconds: 'Seconds', minutes: 'Minutes', hours: 'Hours', days: 'Days' }

export const parameters = Type.Object({
  resume: choice('Go on', 'timeInterval', {
    timeInterval: 'After some time',
    specificTime: 'At a date and time',
    webhook: 'When called',
  }),
  amount: Type.Optional(Type.Number({ title: 'Time to wait', minimum: 0, default: 5 })),
  unit: choice('Unit', 'seconds', units),
  dateTime: Type.Optional(Type.String({ title: 'Date and time', default: '' })),
  httpMethod: choice('Method of the call', 'GET', {
    GET: 'GET',
    POST: 'POST',
    PUT: 'PUT',
    PATCH: 'PATCH',
    DELETE: 'DELETE',
    HEAD: 'HEAD',
  }),
  responseMode: choice('Answer the call', 'onReceived', {
    onReceived: 'At once',
    lastNode: 'When the last node has ended',
    responseNode: 'With the node "Respond to webhook"',
  }),
  limitWaitTime: Type.Optional(Type.Boolean({ title: 'Wait only so long', default: false })),
  limitType: choice('Until', 'afterTimeInterval', {
    afterTimeInterval: 'Some time has passed',
    atSpecifiedTime: 'A date and time',
  }),
  resumeAmount: Type.Optional(Type.Number({ title: 'Longest time to wait', minimum: 0, default: 1 })),
  resumeUnit: choice('Unit', 'hours', units),
  maxDateAndTime: Type.Optional(Type.String({ title: 'Latest date and time', default: '' })),
  options: Type.Optional(
    Type.Object(
      {
        webhookSuffix: Type.Optional(
          Type.String({ title: 'Added to the address', description: 'Tells several waits of one workflow apart.', default: '' }),
        ),
      },
      { title: 'Options' },
    ),
  ),
})
