export {
  type FactCause,
  type FactChange,
  type FactRow,
  type FactState,
  type FactView,
  findAccountFact,
  findStateBefore,
  listAccountFacts,
  moveNumberFacts,
  saveAccountFact,
} from './account/account-facts.ts';
export { attestBox28, type Box28Statement } from './account/attest-box28.ts';
export { type Box28CountRow, countBox28, listClientsWithLogin, listClientsWithPayee } from './account/count-box28.ts';
export { type FactChangeRow, listFactChanges } from './account/fact-history.ts';
export { lockDeadline, markAlertsAcknowledged, takeAcknowledgementBack } from './alerts/acknowledge-alerts.ts';
export { moveAlarms, type OverlookedAlarms, prepareAlarms, putLateAlarmsBack } from './alerts/alarm-days.ts';
export { LAPSED_TIER } from './alerts/alarm-sql.ts';
export { carryAlerts, listLiveDeadlines } from './alerts/carry-alerts.ts';
export { type DigestSettings, findDigestSettings } from './alerts/digest-settings.ts';
export { listEntryNumbersOf } from './alerts/entries-of-deadlines.ts';
export { insertDueAlerts, insertDueProvisionalAlerts } from './alerts/insert-due-alerts.ts';
export {
  type AlertMailRow,
  type AlertRow,
  type LogPosition,
  listAlertRows,
  listWaitingAlertRows,
  type WaitingPosition,
} from './alerts/list-alerts.ts';
export {
  listOpenProvisionalAlertRows,
  listProvisionalAlertRows,
  type ProvisionalAlertRow,
} from './alerts/list-provisional-alerts.ts';
export {
  type AlertScope,
  findHearers,
  listPendingAlerts,
  type PendingAlert,
  settleAlerts,
} from './alerts/pending-alerts.ts';
export {
  listPendingProvisional,
  listPendingProvisionalWithdrawals,
  listProvisionalGroups,
  type PendingProvisional,
  type PendingProvisionalWithdrawal,
  type ProvisionalGroup,
} from './alerts/pending-provisional.ts';
export { listPendingWithdrawals, type PendingWithdrawal } from './alerts/pending-withdrawals.ts';
export { listProtestNumbersBeside, listProtestsOnFile, type ProtestOnFile } from './alerts/protests-on-file.ts';
export { DIGEST_KIND } from './alerts/recipients.ts';
export { lockSweep } from './alerts/sweep-lock.ts';
export { findSweepTime, findTimeZone, listSweepTimes, recordFirmSweep } from './alerts/sweep-times.ts';
export { withdrawAlerts } from './alerts/withdraw-alerts.ts';
export {
  type ActiveApiKey,
  type ApiKey,
  findApiKeyByHash,
  insertApiKey,
  listApiKeys,
  revokeApiKey,
  touchApiKey,
} from './api-keys.ts';
export { type AuditActor, type AuditEntry, appendAudit, countActsAfter, findTrailEnd } from './audit.ts';
export { type AuditFault, type AuditVerdict, verifyAuditChain } from './audit-verification.ts';
export { type BackupSummary, backUpDatabase } from './backup/back-up-database.ts';
export { BackupError } from './backup/backup-error.ts';
export { type RestoreSummary, restoreDatabase } from './backup/restore-database.ts';
export {
  type BoardFactsRow,
  type BoardNewsRow,
  findBoardFacts,
  findBoardNews,
  lastMailWorked,
} from './board/find-board-facts.ts';
export { findRankState } from './board/find-rank-state.ts';
export { listStrips, listWeeks, type StripRow, type WeekRow } from './board/list-board-deadlines.ts';
export { type ClientSearch, findRankFacts, listRankFacts, type RankFactsRow } from './board/list-rank-facts.ts';
export {
  type CheckChangeRow,
  type CheckRecordRow,
  type CheckRecordView,
  listCheckChanges,
  listCheckRecords,
  listChecksOwnedBy,
  listRecordsOfCheck,
  saveCheckRecord,
} from './checks/check-records.ts';
export { refreshClientSummaries } from './client-summary/refresh-client-summaries.ts';
export { lockClients, updateClientOwners } from './clients/assign-owners.ts';
export {
  type ClientOfNumber,
  findClientOfNumber,
  insertClient,
  insertImporterNumber,
} from './clients/client-of-number.ts';
export {
  type CheckFactRow,
  type ClientCountsRow,
  type ClientFactsRow,
  type ImporterNumberRow,
  listAllClientFacts,
  listClientFacts,
  type PersonRow,
} from './clients/list-client-facts.ts';
export {
  type ClientDeadlineRow,
  listNextDeadlines,
  listOpenDeadlinesOfClient,
} from './clients/list-next-deadlines.ts';
export {
  carryMergeDismissals,
  deleteMergeDismissal,
  insertMergeDismissal,
  listMergeCandidates,
  listMergeDismissals,
  type MergeCandidateRow,
} from './clients/merge-candidates.ts';
export {
  findPresentClient,
  insertRegrouping,
  listNumbersOf,
  lockRegrouping,
  markRegroupingUndone,
  moveNumbers,
  type Regrouping,
  setMergedInto,
} from './clients/regroup-clients.ts';
export {
  type ClientRow,
  type ClientWaiting,
  countNotYetLiquidated,
  findMemberUserId,
  lockClient,
  updateClient,
  updateClientWaiting,
} from './clients/update-client.ts';
export { DatabaseFullError, DatabaseUnavailableError, isRetryable } from './database/errors.ts';
export { withRetry } from './database/retry.ts';
export { assertSafeRole, UnsafeRoleError } from './database/safe-role.ts';
export { createDatabase, type Database } from './database.ts';
export { type DeadlineFilter, type DeadlineRow, findDeadline, listDeadlineRows } from './deadlines/list-deadlines.ts';
export { nameSuccessorsAt } from './deadlines/name-successors.ts';
export { findProvisionalDates, type ProvisionalDates } from './deadlines/provisional-dates.ts';
export { type ClientScope, type RefreshedDeadlines, refreshDeadlines } from './deadlines/refresh-deadlines.ts';
export {
  type JoinedEntryDeadline,
  listEntryDeadlines,
} from './deadlines/refresh-entry-deadlines.ts';
export {
  lacksProvisionalDeadlines,
  refreshAllProvisionalDeadlines,
  withdrawProvisionalDeadlines,
} from './deadlines/refresh-provisional-deadlines.ts';
export {
  type AttestationRow,
  insertAttestation,
  listAttestations,
  type NewAttestation,
} from './entries/entry-attestations.ts';
export {
  type EntryFacts,
  findEntryFacts,
  findEntryTag,
  findLastChange,
  insertEntryByHand,
  lockEntry,
  updateEntryByHand,
} from './entries/entry-facts.ts';
export { type EntryLiquidation, lockEntryLiquidation, saveEntryLiquidation } from './entries/entry-liquidation.ts';
export {
  type EntryFilter,
  type EntryLineRow,
  type EntryRow,
  listEntryRows,
  listLastEntryLines,
  listSortedEntryRows,
} from './entries/list-entries.ts';
export { listProposalRows, type ProposalRow } from './entries/list-proposals.ts';
export {
  type EvidenceFilter,
  type EvidenceIdentity,
  type EvidenceMediaType,
  type EvidenceRow,
  type EvidenceView,
  type EvidenceWarning,
  findEvidence,
  findSameEvidence,
  insertEvidence,
  insertEvidencePiece,
  listEvidenceRows,
  listLapsedEvidence,
  lockEvidence,
  moveEvidence,
  moveEvidenceBack,
  removeEvidenceContents,
  setEvidenceRemoved,
  sumEvidenceBytes,
  updateEvidenceRow,
} from './evidence/evidence.ts';
export {
  type FilerCode,
  type FilerCodeUse,
  type FilerStatus,
  listFilerCodes,
  listFilerCodeUse,
  noteFilerCode,
  replaceFilerCodes,
  saveFilerStatus,
} from './filer-codes.ts';
export { openPieces, PIECE_BYTES, type StoredFile } from './files/stored-pieces.ts';
export {
  type FirmCheckRow,
  type FirmUploaderRow,
  findFirmUploader,
  isAnyUploadRecorded,
  listFirmChecks,
  listFirmUploaders,
  lockFirmChecks,
  saveFirmCheck,
  saveFirmUploader,
} from './firm/firm-checks.ts';
export { type CodeReportRow, listCodeReports, noteReportedCodes } from './firm/report-ages.ts';
export { deleteSampleOrganization, lockFirmSetUp } from './firm-lifecycle.ts';
export { type AttestedDifference, type AttestedFact, listAttestedDifferences } from './imports/attested-facts.ts';
export { findKnownEntries } from './imports/compare-entries.ts';
export {
  type AgreedField,
  consolidateEntries,
  type RepeatedRows,
  type RowDisagreement,
} from './imports/consolidate-entries.ts';
export { ensureClients } from './imports/ensure-clients.ts';
export { lockEntryFacts } from './imports/entry-facts-lock.ts';
export { markAbsentEntries, recordSeenEntries } from './imports/entry-lists.ts';
export {
  collectDifferences,
  type DifferenceCounts,
  type DifferenceKind,
  type ImportDifference,
  type ImportDifferences,
  listDifferences,
  MOST_DIFFERENCES,
  replaceDifferences,
  type StoredDifference,
} from './imports/import-differences.ts';
export {
  claimReportImport,
  finishReportImport,
  type ImportOutcome,
  LeaseLostError,
  markReportCommitting,
  releaseImportLease,
  renewImportLease,
  takeOverWork,
} from './imports/import-lease.ts';
export {
  findListedImport,
  type ListedImport,
  listReportImports,
  listReportIssues,
} from './imports/list-imports.ts';
export { type EntryMergeCounts, mergeEntries, removeUnwantedLines } from './imports/merge-entries.ts';
export { mergeLiquidations } from './imports/merge-liquidations.ts';
export { listMergeNotices, listTouchedClients, type MergeNotice } from './imports/merge-outcome.ts';
export { listMovedEntries, type MovedEntries } from './imports/moved-entries.ts';
export { listOlderDates, type OlderDate } from './imports/older-dates.ts';
export {
  type FoundColumn,
  findLivingImport,
  findReportImport,
  insertReportImport,
  type ReportCounts,
  type ReportImport,
  type ReportImportStatus,
  type ReportProblem,
  type ReportRecognition,
  type UndoCounts,
} from './imports/report-imports.ts';
export { type ReportIssue, replaceReportIssues } from './imports/report-issues.ts';
export {
  deleteReportMapping,
  findFoundColumns,
  listReportMappings,
  markReportsMapped,
  type ReportMapping,
  setReportDate,
  upsertReportMapping,
} from './imports/report-mappings.ts';
export { insertReportPiece, openReportFile } from './imports/report-pieces.ts';
export type { ReportedColumns } from './imports/reported-columns.ts';
export {
  createStagingTables,
  knowsEntries,
  type StagedFragment,
  type StagedLine,
  StagingWriter,
} from './imports/staged-report.ts';
export {
  confirmStandingEntries,
  EntriesMovedError,
  findStandingEntries,
  knowsRows,
  type SeenEntry,
  type StandingReport,
} from './imports/standing-entries.ts';
export { findEntriesOfImport, listUndoBlockers, type UndoBlocker } from './imports/undo-blockers.ts';
export {
  lockImportForUndo,
  markImportUndone,
  type UndoableImport,
  type UndoneEntries,
  undoEntries,
} from './imports/undo-import.ts';
export {
  deleteKeptAnswers,
  findKeptAnswer,
  type KeptAnswer,
  keepAnswer,
  lockIdempotencyKey,
} from './kept-answers.ts';
export {
  deleteFirmArticle,
  type FirmArticleRow,
  type FirmArticleView,
  listFirmArticles,
  lockFirmArticle,
  saveFirmArticle,
} from './knowledge/firm-articles.ts';
export type { DatabaseLogger } from './logger.ts';
export { insertMail, type MailLink, type NewMail } from './mail/insert-mails.ts';
export { type LeasedMail, leaseMail, type MailResult, recordMailResult, requeueMail } from './mail/lease-mail.ts';
export { findMail, listMailRows, type MailRow } from './mail/list-mails.ts';
export { releaseDaysAhead } from './mail/release-days-ahead.ts';
export {
  countStuckMails,
  listWaitingImports,
  listWaitingMails,
  tryLockFirm,
  type WaitingWork,
} from './mail/watch-waiting.ts';
export { assertSchemaIsKnown, SchemaMismatchError } from './migrate/schema-state.ts';
export { migrateDatabase } from './migrate.ts';
export {
  findOrganization,
  findOrganizationByName,
  insertOrganization,
  listOrganizations,
  lockOrganization,
  type Organization,
  updateOrganization,
} from './organizations.ts';
export {
  endSweepOutage,
  listDueMailsOfKinds,
  listFirmsInOutage,
  openSweepOutage,
} from './outages/sweep-outages.ts';
export { deleteOutbox, enqueue, enqueueAll, type OutboxMessage, takeOutbox } from './outbox.ts';
export { listenToOutbox } from './outbox-listener.ts';
export {
  type AbsenceRow,
  clearDelegate,
  endAbsence,
  insertAbsence,
  listAbsences,
  listStandInsOf,
  listStoodInFor,
} from './people/absences.ts';
export {
  findInvitationOfLink,
  hasInvitationLink,
  type InvitationRow,
  insertInvitation,
  insertInvitationLink,
  listWaitingInvitations,
  lockInvitationForLink,
  lockWaitingInvitation,
  markInvitationAccepted,
  markInvitationRevoked,
  renewInvitation,
} from './people/invitations.ts';
export {
  countLivingKeysOf,
  listClientsOwnedBy,
  listMembersBySeniority,
  lockMembers,
  markMemberDeactivated,
  moveClients,
  renameMember,
  reviveMember,
  updateMemberRole,
} from './people/members.ts';
export { isPictureOfAlertsOld, MANY_NEW_ROWS } from './planner-statistics.ts';
export { removeMailTexts, removeReportFiles } from './retention/remove-expired.ts';
export {
  deleteSavedView,
  insertSavedView,
  isViewNameTaken,
  listSavedViewRows,
  lockSavedView,
  type SavedViewRow,
  updateSavedViewRow,
} from './saved-views/saved-views.ts';
export { type FoundClientRow, findClients } from './search/find-clients.ts';
export { type FoundEntryRow, findEntries } from './search/find-entries.ts';
export { heartbeat, readServiceStates, recordSweep, type ServiceState } from './service-state.ts';
export {
  type ActiveSession,
  deleteExpiredSessions,
  deleteLinksOfUser,
  deleteOtherSessionsOfUser,
  deleteSession,
  deleteSessionsInFirm,
  deleteSessionsOfUser,
  findSessionByTokenHash,
  findSignInLink,
  insertSession,
  insertSignInLink,
  type LinkPurpose,
  listSessionsOfUser,
  redeemSignInLink,
  type SessionOfUser,
} from './sessions.ts';
export type {
  IsolationLevel,
  Query,
  SystemStatements,
  SystemTransaction,
  TenantPgTransaction,
  TenantPrismaTransaction,
  TenantTransaction,
} from './transactions.ts';
export {
  findUser,
  findUserByEmail,
  insertMembership,
  insertUser,
  listMembers,
  listMembershipsOfUser,
  type Member,
  type MembershipOfUser,
  type MembershipRole,
  type SignInUser,
  updateSignIn,
} from './users.ts';
