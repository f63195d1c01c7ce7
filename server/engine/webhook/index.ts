export { checkWebhookAccess, type AccessRefusal } from './access.ts'
export { addHeader, immediateReply, lastNodeReply } from './reply.ts'
export { type ReceivedCall, type ReceivedFile, webhookItem } from './received.ts'
