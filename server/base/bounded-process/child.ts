/**
 * The other side of a bounded process: takes one piece of work at a time and
 * answers with its value or the reason it failed.
 */
process.on('message', ({ task, input }: { task: string; input: unknown }) => {
  void run(task, input)
})
process.on('disconnect', () => process.exit())

async function run(task: string, input: unknown): Promise<void> {
  try {
    const module = (await import(task)) as { default: (input: unknown) => unknown }
    process.send?.({ value: await module.default(input) })
  } catch (error) {
    process.send?.({ error: error instanceof Error ? error.message : String(error) })
  }
}
