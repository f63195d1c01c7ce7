import { connect } from 'node:net'
import { inject } from 'vitest'
import { newId } from '#base/id'
import { connectAdmin } from '../db/connect-admin.ts'
import './global-setup.ts'

/** An empty database of the test's own, or a copy; for tests of what makes databases. */
export async function createTestDatabase(
  options: { readonly template?: string } = {},
): Promise<{ url: string; drop: () => Promise<void> }> {
  const server = await askForServer()
  const name = `test_${newId().replaceAll('-', '')}`
  await asAdmin(server, `create database ${name} template ${options.template ?? 'template0'} strategy file_copy`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => asAdmin(server, `drop database if exists ${name} with (force)`) }
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const admin = await connectAdmin(url)
  try {
    await admin.query(statement)
  } finally {
    await admin.end()
  }
}

async function askForServer(): Promise<string> {
  const socket = connect(inject('testServerPort'), '127.0.0.1')
  let text = ''
  for await (const chunk of socket) text += String(chunk)
  const { url, error } = JSON.parse(text) as { url?: string; error?: string }
  if (url === undefined) throw new Error(`the PostgreSQL for tests did not start: ${error}`)
  return url
}
