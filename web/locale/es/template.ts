import type { Catalogues } from '../languages.ts'

export const template = {
  title: 'Plantillas',
  lead: 'Todas funcionan tal cual, sin cuenta en ningún sitio. Después se pueden cambiar.',
  search: 'Buscar una plantilla',
  all: 'Todas',
  use: 'Usar plantilla',
  useNamed: 'Usar la plantilla {{title}}',
  look: 'Ver {{title}}',
  used_one: 'usada {{count}} vez',
  used_other: 'usada {{count}} veces',
  neverUsed: 'nueva aquí',
  nodes_one: '{{count}} nodo',
  nodes_other: '{{count}} nodos',
  none: 'Ninguna plantilla coincide',
  noneText: 'Con otras palabras u otra categoría se vería más.',
  showAll: 'Mostrar todas',
  drawing: 'El flujo de trabajo como grafo: {{names}}',
  asIs: 'Su primera ejecución usa datos de ejemplo y no llama a nadie.',
  needs: 'Después necesita',
  opened: 'Se ha abierto un borrador de «{{title}}». Al ejecutarlo se ve lo que hace.',
} as const satisfies Catalogues['template']
