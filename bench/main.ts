/** `npm run bench -- <name> [options]`: each file here is a benchmark that prints its figure beside a baseline of the same run. */
import { readdirSync } from 'node:fs'

const own = new Set([
  'main.ts',
  'raw-server.ts',
  'memory.ts',
  'cpu.ts',
  'load.ts',
  'raw-steps.ts',
  'raw-probe.ts',
  'raw-group.ts',
  'peer.ts',
])
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && !own.has(file))
  .map((file) => file.slice(0, -3))

const [name = '', ...options] = process.argv.slice(2)
if (names.includes(name)) {
  const { run } = (await import(`./${name}.ts`)) as { run: (options: string[]) => Promise<void> }
  await run(options)
} else {
  console.error(`usage: npm run bench -- <${names.join('|')}> [options]`)
  process.exitCode = 2
}
