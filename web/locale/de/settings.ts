import type { Catalogues } from '../languages.ts'

export const settings = {
  retentionLead:
    'Wie lange Ausführungen nach ihrem Ende aufbewahrt werden. Was läuft oder wartet, wird nie gelöscht, wie alt es auch ist.',
  completed: 'Abgeschlossene Ausführungen',
  failed: 'Fehlgeschlagene und abgebrochene Ausführungen',
  days: 'Tage',
  forEver: 'für immer',
  keep: 'Aufbewahren',
  saved: 'Gespeichert. Was älter ist, geht innerhalb der nächsten Stunde.',
  shorter: 'Kürzer aufbewahren?',
  shorterText:
    'Ältere Ausführungen werden innerhalb der nächsten Stunde gelöscht, mit ihren Elementen und Dateien. Sie lassen sich nicht zurückholen. Belege und Prüfprotokoll bleiben.',
  shorten: 'Kürzer aufbewahren',
  needDays: 'Eine ganze Zahl von Tagen, 1 oder mehr.',
  readOnly: 'Nur wer die Einstellungen des Arbeitsbereichs ändern darf, kann dies ändern.',
} as const satisfies Catalogues['settings']
