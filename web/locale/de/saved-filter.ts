import type { Catalogues } from '../languages.ts'

export const savedFilter = {
  title: 'Gespeicherte Filter',
  words: 'gespeicherter Filter',
  own: 'Eigene',
  ofOthers: 'Von anderen geteilt',
  saveThis: 'Diesen Filter speichern…',
  saveTitle: 'Diesen Filter speichern',
  saved: '„{{name}}“ ist gespeichert',
  manage: 'Umbenennen, teilen, löschen…',
  name: 'Name',
  nameOf: 'Name von {{name}}',
  share: 'Im Arbeitsbereich teilen',
  shareText: 'Jedes Mitglied sieht ihn. Ändern können ihn Sie und wer Mitglieder verwaltet.',
  shared: 'Geteilt',
  sharedOf: 'Geteilt: {{name}}',
  madeBy: 'Gespeichert von {{name}}',
  deleteOf: '{{name}} löschen',
  none: 'Es gibt keine mehr.',
} as const satisfies Catalogues['savedFilter']
