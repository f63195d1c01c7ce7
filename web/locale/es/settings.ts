import type { Catalogues } from '../languages.ts'

export const settings = {
  retentionLead:
    'Cuánto tiempo se conservan las ejecuciones tras terminar. Lo que está en curso o en espera no se elimina nunca, por antiguo que sea.',
  completed: 'Ejecuciones completadas',
  failed: 'Ejecuciones fallidas y canceladas',
  days: 'días',
  forEver: 'para siempre',
  keep: 'Conservar',
  saved: 'Guardado. Lo más antiguo desaparece en la próxima hora.',
  shorter: '¿Conservarlas menos tiempo?',
  shorterText:
    'Las ejecuciones más antiguas se eliminan en la próxima hora, con sus ítems y archivos. No se pueden recuperar. Los recibos de los efectos y el registro de auditoría permanecen.',
  shorten: 'Conservar menos tiempo',
  needDays: 'Un número entero de días, 1 o más.',
  readOnly: 'Solo puede cambiarlo quien puede cambiar los ajustes del espacio de trabajo.',
} as const satisfies Catalogues['settings']
