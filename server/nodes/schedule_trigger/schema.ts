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

const count = (title: string, fallback: number, maximum?: number) =>
  Type.Optional(Type.Integer({ title, minimum: 1, default: fallback, ...(maximum === undefined ? {} : { maximum }) }))

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
                  { title: 'Every so many', default: 'days' },
                ),
              ),
              secondsInterval: count('Seconds between', 30, 59),
              minutesInterval: count('Minutes between', 5, 59),
              hoursInterval: count('Hours between', 1),
              daysInterval: count('Days between', 1),
              weeksInterval: count('Weeks between', 1),
              monthsInterval: count('Months between', 1),
              triggerAtDayOfMonth: count('Day of the month', 1, 31),
              triggerAtDay: Type.Optional(
                Type.Array(Type.Union(weekdays.map((title, day) => Type.Literal(day, { title }))), {
                  title: 'Weekdays',
                  default: [0],
                }),
              ),
              triggerAtHour: Type.Optional(Type.Integer({ title: 'Hour', minimum: 0, maximum: 23, default: 0 })),
              triggerAtMinute: Type.Optional(Type.Integer({ title: 'Minute', minimum: 0, maximum: 59, default: 0 })),
              expression: Type.Optional(
                Type.String({ title: 'Cron expression', description: 'Five fields, or six with the second first.', default: '' }),
              ),
              at: Type.Optional(
                Type.String({
                  title: 'Date and time',
                  description:
                    'When "Once" is chosen: 2026-05-01T09:00, meant in the time zone below, or with an offset (2026-05-01T09:00+02:00). It starts the workflow one time.',
                  default: '',
                }),
              ),
              timezone: Type.Optional(
                Type.String({
                  title: 'Time zone of the date',
                  description: 'Such as Europe/Berlin; without one that of the workflow counts.',
                  default: '',
                }),
              ),
            }),
          ),
        ),
      },
      { title: 'Times' },
    ),
  ),
})
