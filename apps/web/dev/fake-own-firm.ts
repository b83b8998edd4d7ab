import type { FirmCheckLine, FirmReadiness, RecordFirmCheckRequest } from '@capeline/contracts';
import {
  ACE_INACTIVITY,
  addDays,
  FIRM_DUTIES,
  FIRM_DUTY_NAMES,
  ORDERED_FIRM_CHECKS,
  plainDate,
  reportAgeOf,
  worstStatus,
} from '@capeline/domain';

const CODES = ['605', 'K80'];

function lineOf(subject: string | null, label: string | null): FirmCheckLine {
  const nobody = { owner: null, backup: null, accountType: null };
  const dates = { verifiedOn: null, expiresOn: null, updatedAt: null };
  const words = { reason: null, evidenceNote: null, nextAction: 'Look there, and write down what you saw.' };
  return { subject, label, confirmed: true, status: 'unknown', version: 0, ...nobody, ...dates, ...words };
}

/** The own firm's state of the invented firm: one filer code done, the rest open. */
export function fakeOwnFirm(date: string): FirmReadiness {
  const today = plainDate(date);
  const subjects = {
    filer_code: CODES.map((code) => lineOf(code, code)),
    firm: [lineOf(null, null)],
    duty: FIRM_DUTIES.map((duty) => lineOf(duty, FIRM_DUTY_NAMES[duty])),
  };
  const loggedInOn = addDays(today, -9);
  return {
    businessDate: today,
    canUpload: CODES.map((filerCode) => ({ filerCode, confirmed: true, answer: 'unknown' })),
    canProtest: 'unknown',
    ready: 0,
    total: 9,
    checks: ORDERED_FIRM_CHECKS.map(({ kind, title, question, computed, stops, scope }) => {
      const lines = subjects[scope].map((line) => ({ ...line }));
      return { kind, title, question, computed, status: 'unknown', stops: [...stops], lines };
    }),
    uploaders: [
      {
        id: 'u1',
        name: 'Dana Pier',
        filerCodes: ['605'],
        lastLoginOn: loggedInOn,
        lapsesOn: addDays(loggedInOn, ACE_INACTIVITY.days),
        state: 'live',
        evidenceNote: null,
        version: 1,
        updatedAt: `${today}T12:00:00Z`,
      },
    ],
    reports: CODES.map((filerCode, index) => ({
      filerCode,
      confirmed: true,
      ...reportAgeOf(addDays(today, -3 - index), today),
    })),
    inactivity: { days: ACE_INACTIVITY.days, verified: ACE_INACTIVITY.verified, source: ACE_INACTIVITY.source },
  };
}

/** Records a line as the server would, without its refusals. */
export function recordOwnCheck(firm: FirmReadiness, kind: string, body: RecordFirmCheckRequest): void {
  for (const check of firm.checks.filter((one) => one.kind === kind)) {
    const { subject = null, ownerId: _ownerId, backupId: _backupId, ...change } = body;
    const line = check.lines.find((one) => one.subject === subject);
    if (line) Object.assign(line, change, { version: line.version + 1 });
    check.status = worstStatus(check.lines.map(({ status }) => status));
  }
}
