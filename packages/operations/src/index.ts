export { attestBox28 } from './account/attest-box28.ts';
export { listFactHistory } from './account/list-fact-history.ts';
export { getFact, listFacts } from './account/list-facts.ts';
export { type RecordFactInput, recordFact } from './account/record-fact.ts';
export type { FactOutcome } from './account/save-fact.ts';
export { takeBackFact } from './account/take-back-fact.ts';
export { acknowledgeDeadline } from './alerts/acknowledge-deadline.ts';
export { listAlerts } from './alerts/list-alerts.ts';
export { listProvisionalAlerts } from './alerts/list-provisional-alerts.ts';
export type { MailSettings } from './alerts/mail-settings.ts';
export { type SweepInput, type SweepResult, sweepOrganization } from './alerts/sweep-organization.ts';
export { undoAcknowledgement } from './alerts/undo-acknowledgement.ts';
export {
  createApiKey,
  type IdentifiedKey,
  type IssuedApiKey,
  identifyApiKey,
  type KeyRecord,
  listApiKeys,
  revokeApiKey,
} from './api-keys/api-keys.ts';
export { getBoard } from './board/get-board.ts';
export { createRankCache, type RankCache } from './board/rank-cache.ts';
export { listCheckHistory } from './checks/list-check-history.ts';
export { listChecks } from './checks/list-checks.ts';
export { type RecordCheckInput, recordCheck } from './checks/record-check.ts';
export { assignOwners } from './clients/assign-owners.ts';
export { getClient } from './clients/get-client.ts';
export { listClients } from './clients/list-clients.ts';
export { mergeClients, type RegroupOutcome } from './clients/merge-clients.ts';
export { dismissMerge, listMergeSuggestions, restoreMergeSuggestion } from './clients/merge-suggestions.ts';
export { moveImporterNumber } from './clients/move-number.ts';
export type { Reader, Writer } from './clients/reader.ts';
export { undoRegrouping } from './clients/undo-regrouping.ts';
export { updateClient } from './clients/update-client.ts';
export { getDeadline, listDeadlines, listEntriesOfDeadline } from './deadlines/list-deadlines.ts';
export { correctEntry } from './entries/correct-entry.ts';
export { createEntry } from './entries/create-entry.ts';
export { decideProposal, decideProposals } from './entries/decide-proposals.ts';
export { getEntry, listEntries } from './entries/list-entries.ts';
export { listProposals } from './entries/list-proposals.ts';
export { previewEntry } from './entries/preview-entry.ts';
export { undoCorrection } from './entries/undo-correction.ts';
export {
  type AddEvidenceInput,
  addEvidence,
  type EvidencePlaces,
} from './evidence/add-evidence.ts';
export {
  type ByteRange,
  type EvidenceStore,
  EvidenceStoreUnavailableError,
  type SpooledBytes,
} from './evidence/evidence-store.ts';
export { getEvidence, listEvidence } from './evidence/list-evidence.ts';
export { type OpenEvidence, openEvidence, readEvidenceMessage } from './evidence/open-evidence.ts';
export { removeEvidence, restoreEvidence, updateEvidence } from './evidence/update-evidence.ts';
export { getFirmReadiness } from './firm/get-firm-readiness.ts';
export { recordFirmCheck } from './firm/record-firm-check.ts';
export { setInactivityDays } from './firm/set-inactivity-days.ts';
export { addUploader, updateUploader } from './firm/uploaders.ts';
export { decideFilerCode, listFilerCodes } from './firms/filer-codes.ts';
export { getOrganizationSettings, updateOrganizationSettings } from './firms/organization-settings.ts';
export { readSetupState } from './firms/read-setup-state.ts';
export { removeSample } from './firms/remove-sample.ts';
export { type NewFirm, type SetUpOptions, setUpFirm } from './firms/set-up-firm.ts';
export { keepAnswer, recallAnswer } from './idempotency/kept-answers.ts';
export { commitReport } from './imports/commit-report.ts';
export { dateReport } from './imports/date-report.ts';
export { getImportMapping, mapReport } from './imports/map-report.ts';
export { type ReadReportOptions, type ReadReportOutcome, readReport } from './imports/read-report.ts';
export { type ReceivedReport, receiveReport } from './imports/receive-report.ts';
export { removeReportMapping, viewReportMappings } from './imports/report-mappings.ts';
export { undoImport } from './imports/undo-import.ts';
export { getImport, getImportDiff, listImportIssues, listImports } from './imports/view-imports.ts';
export { acceptInvitation, lookAtInvitation } from './invitations/accept-invitation.ts';
export { INVITATION_MS } from './invitations/describe-invitation.ts';
export {
  type Inviter,
  inviteMember,
  listInvitations,
  resendInvitation,
  revokeInvitation,
} from './invitations/invite-member.ts';
export { changeArticle, findArticles, getArticle, removeFirmArticle, writeArticle } from './knowledge/knowledge.ts';
export { type DeliverMailInput, type DeliveryOutcome, deliverMail } from './mail/deliver-mail.ts';
export { linkUrl } from './mail/fill-link.ts';
export type { MailSender } from './mail/keep-message.ts';
export { getMail, listMails } from './mail/list-mails.ts';
export { type MailConfiguration, openMail } from './mail/open-mail.ts';
export { sendMailAgain } from './mail/send-mail-again.ts';
export { changeMemberRole, type MemberKeeper } from './members/change-role.ts';
export { deactivateMember, endSessionsInFirm, listHoldings } from './members/deactivate-member.ts';
export { listMembers } from './members/list-members.ts';
export { cancelAbsence, planAbsence } from './members/plan-absence.ts';
export { renameSelf } from './members/rename-self.ts';
export { createOutageWatch, type OutageWatchParts } from './outages/watch-outages.ts';
export { readWaitingReport } from './relay/read-waiting-report.ts';
export { relayOutbox } from './relay/relay-outbox.ts';
export {
  asOnlyWatchdog,
  findFirmTimeZone,
  findLastSweep,
  findWaitingImports,
  findWaitingMails,
  listFirmIds,
  listUnsweptFirms,
  noteFirmSweep,
  noteSweepRound,
  noteWorkerAlive,
  WORKER_SERVICE,
} from './relay/watch.ts';
export { applyRetention, type RetentionOutcome, type RetentionSettings } from './retention/apply-retention.ts';
export { removeLapsedEvidence } from './retention/remove-lapsed-evidence.ts';
export { ensureSampleFirm, SAMPLE_TIME_ZONE, type SampleOutcome } from './sample/load-sample-firm.ts';
export { listSavedViews, removeSavedView, saveView, updateSavedView } from './saved-views/saved-views.ts';
export { search } from './search/search.ts';
export { describeMe } from './sessions/describe-me.ts';
export { endOtherSessions, listOwnSessions } from './sessions/end-sessions.ts';
export { type IdentifiedMember, identifySession } from './sessions/identify-session.ts';
export type { PasswordHasher } from './sessions/password-hasher.ts';
export { askPasswordReset, issuePasswordReset, redeemPasswordReset } from './sessions/password-reset.ts';
export { setPassword } from './sessions/set-password.ts';
export { signIn } from './sessions/sign-in.ts';
export { issueSignInLink, redeemLink } from './sessions/sign-in-link.ts';
export { signInToSample } from './sessions/sign-in-to-sample.ts';
export { signOut } from './sessions/sign-out.ts';
export { type StartedSession, startSession } from './sessions/start-session.ts';
export { switchFirm } from './sessions/switch-firm.ts';
