// Loads everything that the server is made of, and ends; Node keeps what it has compiled.

await import('../server/command/serve.ts')
await import('../server/installation.ts')
process.exit(0)
