export { type Access, type AccessRefusal, checkWebhookAccess } from './access.ts'
export { addHeader, immediateReply, lastNodeReply } from './reply.ts'
export { type ReceivedCall, type ReceivedFile, webhookItem } from './received.ts'
export { type Nonce, readSignatureScheme, signatureSchemes } from './signature.ts'
