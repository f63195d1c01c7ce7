import { common } from './common.ts'
import { connection } from './connection.ts'
import { editor } from './editor.ts'
import { effect } from './effect.ts'
import { execution } from './execution.ts'
import { identity } from './identity.ts'
import { queue } from './queue.ts'
import { settings } from './settings.ts'
import { workflow } from './workflow.ts'

export const en = { common, connection, editor, effect, execution, identity, queue, settings, workflow } as const
