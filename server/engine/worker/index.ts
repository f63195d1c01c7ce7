export type { CodeSurroundings } from './execution-answer.ts'
export { type CodeRequest, type CodeRunner, type CodeRunnerSettings, createCodeRunner } from './runner.ts'
