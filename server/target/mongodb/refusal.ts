import { TargetError } from '../target.ts'

/** What is never executed, whoever approves it. The message is a sentence for the person who wrote it. */
export const refusal = (sentence: string, code = 'refused'): TargetError => new TargetError(code, sentence)

/** As `refusal`, for what looks into columns whose values are hidden. */
export const maskedRefusal = (sentence: string): TargetError => new TargetError('masked', sentence)
