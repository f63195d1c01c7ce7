declare module '*.css'
declare module '*.module.css' {
  const classes: Readonly<Record<string, string>>
  export default classes
}
declare module '@fontsource-variable/inter/opsz.css'
declare module '@fontsource-variable/jetbrains-mono'
