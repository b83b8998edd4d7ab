import { formatLong } from '../calendar/format-date.ts';
import { type AccountFact, NEEDED_REPORTS, type Ternary } from './account-facts.ts';
import type { DeriveContext, DerivedCheck } from './derived-check.ts';
import type { FactBook } from './fact-book.ts';
import { factStaleOn } from './fact-rules.ts';
import { conclude, type Finding, found, inFavour } from './finding.ts';

function accountFinding(fact: AccountFact<'ace_account'> | undefined): Finding[] {
  switch (fact?.value.state) {
    case 'none':
      return [found(fact, 'blocked', 'The importer has no account in ACE')];
    case 'applied':
      return [found(fact, 'in_progress', 'An account was applied for and is not open yet')];
    case 'inactive':
      return [found(fact, 'blocked', 'The ACE account is inactive and must be reactivated')];
    default:
      return [];
  }
}

function loginFinding(fact: AccountFact<'owner_login'> | undefined, context: DeriveContext): Finding[] {
  if (fact === undefined) return [];
  const { canLogIn, lastLoginOn } = fact.value;
  if (canLogIn === 'no') return [found(fact, 'blocked', 'The trade account owner cannot log in')];
  if (canLogIn === 'unknown' && lastLoginOn === null) {
    return [found(fact, 'unknown', 'Nobody knows whether the trade account owner can log in')];
  }
  const lapses = `without another log-in it lapses on ${formatLong(factStaleOn(fact, context.settings))}`;
  const login =
    lastLoginOn === null
      ? 'The trade account owner can log in, the last day was not noted'
      : `The trade account owner logged in on ${formatLong(lastLoginOn)}`;
  return [inFavour(fact, `${login}; ${lapses}`, context.today)];
}

/**
 * A38, A02: no account, an inactive one and one in which nobody has full access are three obstacles with a reason each. A log-in
 * that was seen is ready until it lapses, counted from the log-in itself.
 */
export function deriveTaoLogin(book: FactBook, context: DeriveContext): DerivedCheck | null {
  const findings = [
    ...accountFinding(book.client('ace_account')),
    ...loginFinding(book.client('owner_login'), context),
  ];
  const owner = book.client('account_owner');
  const isLoginShown = findings.some(({ fact, status }) => fact.kind === 'owner_login' && status === 'ready');
  if (owner?.value.known === 'no' && !isLoginShown) {
    findings.push(found(owner, 'blocked', 'Nobody knows who the trade account owner is'));
  }
  const users = book.client('portal_users');
  if (users?.value.fullAccess === 'no') {
    const reason = 'Nobody has full access to the ACE account: even active, it cannot be administered';
    findings.push(found(users, 'blocked', reason));
  }
  return conclude('tao_login', null, findings, context.settings);
}

/** A39: a mailbox that a leaver or a broker reads is not the company's, whoever can log in today. */
export function deriveTaoEmailControl(book: FactBook, context: DeriveContext): DerivedCheck | null {
  const mailbox = book.client('owner_mailbox');
  const owner = book.client('account_owner');
  const findings: Finding[] = [];
  if (mailbox?.value.holder === 'company') {
    const reason = 'Somebody at the company reads the mailbox of the trade account owner';
    findings.push(inFavour(mailbox, reason, context.today));
  } else if (mailbox?.value.holder === 'former_employee') {
    findings.push(found(mailbox, 'blocked', 'The mailbox of the trade account owner belongs to somebody who left'));
  } else if (mailbox?.value.holder === 'broker') {
    findings.push(found(mailbox, 'blocked', 'The mailbox of the trade account owner belongs to a broker'));
  } else if (mailbox !== undefined) {
    findings.push(found(mailbox, 'unknown', 'Nobody knows who reads the mailbox of the trade account owner'));
  }
  if (owner?.value.known === 'no' && mailbox?.value.holder !== 'company') {
    const reason = 'Nobody knows who the trade account owner is, so nobody can read mail to him';
    findings.push(found(owner, 'blocked', reason));
  }
  return conclude('tao_email_control', null, findings, context.settings);
}

/** A43: the CAPE tab and each report by its name; one that nobody looked at is unknown, never visible. */
export function deriveVisibility(book: FactBook, context: DeriveContext): DerivedCheck | null {
  const fact = book.client('cape_visibility');
  if (fact === undefined) return null;
  const { missing, notLookedAt } = visibilityOf(fact.value);
  const findings: Finding[] = [];
  if (missing.length > 0) findings.push(found(fact, 'blocked', `Not visible in ACE: ${missing.join(', ')}`));
  if (notLookedAt.length > 0) findings.push(found(fact, 'unknown', `Nobody looked yet for: ${notLookedAt.join(', ')}`));
  if (findings.length === 0)
    findings.push(inFavour(fact, 'The CAPE tab and all five reports are visible', context.today));
  return conclude('cape_and_reports_visible', null, findings, context.settings);
}

function visibilityOf({ capeTab, reports }: AccountFact<'cape_visibility'>['value']) {
  const seen = [['CAPE tab', capeTab] as const, ...NEEDED_REPORTS.map((name) => [name, reports[name]] as const)];
  const named = (isWanted: (answer: Ternary | undefined) => boolean) =>
    seen.filter(([, answer]) => isWanted(answer)).map(([name]) => name);
  return {
    missing: named((answer) => answer === 'no'),
    notLookedAt: named((answer) => answer === undefined || answer === 'unknown'),
  };
}
