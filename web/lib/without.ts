/** The value without one of its properties. */
export function without<T extends object, Name extends keyof T>(value: T, name: Name): Omit<T, Name> {
  const { [name]: _dropped, ...rest } = value
  return rest
}
