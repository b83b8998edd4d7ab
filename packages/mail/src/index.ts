export { messageIdOf } from './message-id.ts';
export { oneLine } from './one-line.ts';
export { renderDigest } from './templates/digest.ts';
export type {
  DigestDate,
  DigestModel,
  DigestProtest,
  DigestProvisionalClient,
  DigestProvisionalDate,
  RenderedMail,
} from './templates/digest-model.ts';
export { ENTRIES_NAMED_PER_LINE } from './templates/digest-sections.ts';
export { renderInvitation } from './templates/invitation.ts';
export { LINK_PLACE, withLink } from './templates/link-mail.ts';
export { type OutageModel, renderOutage, renderOutageOver } from './templates/outage.ts';
export { renderPasswordReset } from './templates/password-reset.ts';
export {
  createMailTransport,
  type MailTransport,
  type OutgoingMail,
  type SendOutcome,
  type TransportOptions,
} from './transport.ts';
