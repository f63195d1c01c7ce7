export { type Block, type MessagePlace, SlackClient, SlackFailure, type SlackMessage } from './slack-client.ts'
export { isFromSlack, signSlack } from './signature.ts'
export { codeBlock, linkText, plainText } from './text.ts'
