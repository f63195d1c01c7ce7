import type { Catalogues } from '../languages.ts'

export const savedFilter = {
  title: 'Filtros guardados',
  words: 'filtro guardado',
  own: 'Propios',
  ofOthers: 'Compartidos por otros',
  saveThis: 'Guardar este filtro…',
  saveTitle: 'Guardar este filtro',
  saved: '«{{name}}» está guardado',
  manage: 'Renombrar, compartir, eliminar…',
  name: 'Nombre',
  nameOf: 'Nombre de {{name}}',
  share: 'Compartirlo en el espacio de trabajo',
  shareText: 'Lo ven todos los miembros. Lo cambia usted y quien gestiona los miembros.',
  shared: 'Compartido',
  sharedOf: 'Compartido: {{name}}',
  madeBy: 'Guardado por {{name}}',
  deleteOf: 'Eliminar {{name}}',
  none: 'Ya no hay ninguno.',
} as const satisfies Catalogues['savedFilter']
