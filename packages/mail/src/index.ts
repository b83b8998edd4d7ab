export { messageIdOf } from './message-id.ts';
export { oneLine } from './one-line.ts';
export { renderDigest } from './templates/digest.ts';
export type { DigestDate, DigestModel, RenderedMail } from './templates/digest-model.ts';
export {
  createMailTransport,
  type MailTransport,
  type OutgoingMail,
  type SendOutcome,
  type TransportTimeouts,
} from './transport.ts';
