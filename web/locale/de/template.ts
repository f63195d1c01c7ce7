import type { Catalogues } from '../languages.ts'

export const template = {
  title: 'Vorlagen',
  lead: 'Jede läuft, wie sie ist, ohne irgendwo ein Konto. Geändert wird danach.',
  search: 'Vorlage suchen',
  all: 'Alle',
  use: 'Vorlage verwenden',
  useNamed: 'Vorlage verwenden: {{title}}',
  look: '{{title}} ansehen',
  used_one: '{{count}}-mal verwendet',
  used_other: '{{count}}-mal verwendet',
  neverUsed: 'neu hier',
  nodes_one: '{{count}} Knoten',
  nodes_other: '{{count}} Knoten',
  none: 'Keine Vorlage passt',
  noneText: 'Andere Wörter oder eine andere Kategorie zeigen mehr.',
  showAll: 'Alle zeigen',
  drawing: 'Der Workflow als Graph: {{names}}',
  asIs: 'Die erste Ausführung nutzt Beispieldaten und ruft niemanden auf.',
  needs: 'Später nötig',
  opened: 'Ein Entwurf von „{{title}}“ ist offen. Ausführen, um zu sehen, was er tut.',
} as const satisfies Catalogues['template']
