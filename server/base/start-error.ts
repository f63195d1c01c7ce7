/**
 * The product cannot start, or a command cannot run, for a reason that only a
 * person can remove: a wrong setting, a full disk, a taken port. The message is
 * the whole sentence that the person sees; no stack trace is printed.
 */
export class StartError extends Error {
  override readonly name = 'StartError'
}
