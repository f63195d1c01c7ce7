import { shown } from '@steward/sdk/form'
import { Type } from 'typebox'

const units = {
  seconds: 'Seconds',
  minutes: 'Minutes',
  hours: 'Hours',
  days: 'Days',
  weeks: 'Weeks',
  months: 'Months',
  cronExpression: 'Cron expression',
  at: 'Once, at a date and time',
}
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

const noExpression = true

const count = (title: string, fallback: number, maximum?: number) =>
  Type.Optional(
    Type.Integer({ title, minimum: 1, default: fallback, noExpression, ...(maximum === undefined ? {} : { maximum }) }),
  )

export const parameters = Type.Object({
  rule: Type.Optional(
    Type.Object(
      {
        interval: Type.Optional(
          Type.Array(
            Type.Object({
              field: Type.Optional(
                Type.Union(
                  Object.entries(units).map(([value, title]) => Type.Literal(value, { title })),
                  { title: 'Every so many', default: 'days', noExpression },
                ),
              ),
              ...shown({ field: ['seconds'] }, { secondsInterval: count('Seconds between', 30, 59) }),
              ...shown({ field: ['minutes'] }, { minutesInterval: count('Minutes between', 5, 59) }),
              ...shown({ field: ['hours'] }, { hoursInterval: count('Hours between', 1) }),
              ...shown({ field: ['days'] }, { daysInterval: count('Days between', 1) }),
              ...shown({ field: ['weeks'] }, { weeksInterval: count('Weeks between', 1) }),
              ...shown({ field: ['months'] }, { monthsInterval: count('Months between', 1) }),
              ...shown({ field: ['months'] }, { triggerAtDayOfMonth: count('Day of the month', 1, 31) }),
              ...shown(
                { field: ['weeks'] },
                {
                  triggerAtDay: Type.Optional(
                    Type.Array(Type.Union(weekdays.map((title, day) => Type.Literal(day, { title }))), {
                      title: 'Weekdays',
                      noExpression,
                      default: [0],
                    }),
                  ),
                },
              ),
              ...shown(
                { field: ['days', 'weeks', 'months'] },
                {
                  triggerAtHour: Type.Optional(
                    Type.Integer({ title: 'Hour', noExpression, minimum: 0, maximum: 23, default: 0 }),
                  ),
                },
              ),
              ...shown(
                { field: ['hours', 'days', 'weeks', 'months'] },
                {
                  triggerAtMinute: Type.Optional(
                    Type.Integer({ title: 'Minute', noExpression, minimum: 0, maximum: 59, default: 0 }),
                  ),
                },
              ),
              ...shown(
                { field: ['cronExpression'] },
                {
                  expression: Type.Optional(
                    Type.String({
                      title: 'Cron expression',
                      noExpression,
                      needed: true,
                      placeholder: '0 9 * * 1-5',
                      description: 'Five fields, or six with the second first.',
                      default: '',
                    }),
                  ),
                },
              ),
              ...shown(
                { field: ['at'] },
                {
                  at: Type.Optional(
                    Type.String({
                      title: 'Date and time',
                      control: 'dateTime',
                      needed: true,
                      noExpression,
                      description:
                        '2026-05-01T09:00, meant in the time zone below, or with an offset (2026-05-01T09:00+02:00). It starts the workflow one time.',
                      default: '',
                    }),
                  ),
                  timezone: Type.Optional(
                    Type.String({
                      title: 'Time zone of the date',
                      control: 'timeZone',
                      noExpression,
                      description: 'Such as Europe/Berlin; without one that of the workflow counts.',
                      default: '',
                    }),
                  ),
                },
              ),
            }),
          ),
        ),
      },
      { title: 'Times' },
    ),
  ),
})
