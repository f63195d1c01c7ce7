export const settings = {
  retentionLead: 'How long executions are kept after they are over. What runs or waits is never deleted, however old it is.',
  completed: 'Completed executions',
  failed: 'Failed and cancelled executions',
  days: 'days',
  forEver: 'for ever',
  keep: 'Keep',
  saved: 'Saved. What is older goes within the next hour.',
  shorter: 'Keep them for a shorter time?',
  shorterText:
    'Executions that are older than that are deleted within the next hour, with their items and files. They cannot be brought back. Receipts of effects and the audit log stay.',
  shorten: 'Keep them shorter',
  needDays: 'A whole number of days, 1 or more.',
  readOnly: 'Only who may change the settings of the workspace can change this.',
} as const
