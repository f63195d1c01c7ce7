import { shown } from '@steward/sdk/form'
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
  ...shown(
    { resume: ['timeInterval'] },
    {
      amount: Type.Optional(Type.Number({ title: 'Time to wait', minimum: 0, default: 5 })),
      unit: choice('Unit', 'seconds', units),
    },
  ),
  ...shown(
    { resume: ['specificTime'] },
    { dateTime: Type.Optional(Type.String({ title: 'Date and time', default: '', control: 'dateTime', needed: true })) },
  ),
  ...shown(
    { resume: ['webhook'] },
    {
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
    },
  ),
  ...shown(
    { resume: ['webhook'], limitWaitTime: [true] },
    {
      limitType: choice('Until', 'afterTimeInterval', {
        afterTimeInterval: 'Some time has passed',
        atSpecifiedTime: 'A date and time',
      }),
    },
  ),
  ...shown(
    { resume: ['webhook'], limitWaitTime: [true], limitType: ['afterTimeInterval'] },
    {
      resumeAmount: Type.Optional(Type.Number({ title: 'Longest time to wait', minimum: 0, default: 1 })),
      resumeUnit: choice('Unit', 'hours', units),
    },
  ),
  ...shown(
    { resume: ['webhook'], limitWaitTime: [true], limitType: ['atSpecifiedTime'] },
    {
      maxDateAndTime: Type.Optional(
        Type.String({ title: 'Latest date and time', default: '', control: 'dateTime', needed: true }),
      ),
    },
  ),
  options: Type.Optional(
    Type.Object(
      {
        ...shown(
          { '/resume': ['webhook'] },
          {
            webhookSuffix: Type.Optional(
              Type.String({
                title: 'Added to the address',
                description: 'Tells several waits of one workflow apart.',
                default: '',
              }),
            ),
          },
        ),
      },
      { title: 'Options' },
    ),
  ),
})
