import { readFileSync } from 'node:fs'
import { createRequire, stripTypeScriptTypes } from 'node:module'

/** What a worker process needs to know to make an isolate. Read by the server, because the worker may read no files. */
export type InsideSource = { readonly runtime: string; readonly luxon: string; readonly jmespath: string }

let source: InsideSource | undefined

export function insideSource(): InsideSource {
  const require = createRequire(import.meta.url)
  source ??= {
    runtime: link('boot.ts'),
    luxon: readFileSync(require.resolve('luxon').replace(/node[\\/]luxon\.js$/, 'global/luxon.js'), 'utf8'),
    jmespath: readFileSync(require.resolve('jmespath'), 'utf8'),
  }
  return source
}

/**
 * Makes one script of the modules in `inside/`, because an isolate has no
 * module loader. Each module becomes a function that is called once, after the
 * modules it imports; the script's value is the `boot` function.
 */
function link(entry: string): string {
  const done = new Set<string>()
  const parts: string[] = []
  const visit = (file: string) => {
    if (done.has(file)) return
    done.add(file)
    const code = stripTypes(readFileSync(new URL(`inside/${file}`, import.meta.url), 'utf8'))
    for (const [, imported = ''] of code.matchAll(/^import .* from '\.\/([\w-]+\.ts)'/gm)) visit(imported)
    const names = [...code.matchAll(/^export (?:async )?(?:function|class|const|let) (\w+)/gm)].map(([, name]) => name)
    const body = code
      .replace(
        /^import (\{.*\}) from '\.\/([\w-]+\.ts)'/gm,
        (_, list: string, imported: string) => `const ${list} = modules['${imported}']`,
      )
      .replace(/^export /gm, '')
    parts.push(`modules['${file}'] = (() => {\n${body}\nreturn { ${names.join(', ')} }\n})()`)
  }
  visit(entry)
  return `(() => {\n'use strict'\nconst modules = {}\n${parts.join('\n')}\nreturn modules['${entry}'].boot\n})()`
}

/** Node warns that the function may still change; that is for us to know, not for everyone who starts the server. */
function stripTypes(code: string): string {
  const before = Object.getOwnPropertyDescriptor(process, 'emitWarning')
  process.emitWarning = () => undefined
  try {
    return stripTypeScriptTypes(code)
  } finally {
    if (before !== undefined) Object.defineProperty(process, 'emitWarning', before)
  }
}
