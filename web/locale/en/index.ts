import { common } from './common.ts'
import { connection } from './connection.ts'
import { editor } from './editor.ts'
import { execution } from './execution.ts'
import { identity } from './identity.ts'
import { workflow } from './workflow.ts'

export const en = { common, connection, editor, execution, identity, workflow } as const
