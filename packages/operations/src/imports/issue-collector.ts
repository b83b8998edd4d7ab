import type { ReportIssue } from '@capeline/db';

/** Most issues that are kept of one report; the rest is counted. */
export const MOST_ISSUES = 10_000;

/** Gathers issues in bounded memory and counts what it does not keep. Errors and warnings have their own shares until the end. */
export class IssueCollector {
  readonly #errors: ReportIssue[] = [];
  readonly #warnings: ReportIssue[] = [];
  #total = 0;

  add(issue: ReportIssue): void {
    this.#total += 1;
    const list = issue.severity === 'error' ? this.#errors : this.#warnings;
    if (list.length < MOST_ISSUES) list.push(issue);
  }

  /** The first error, for the problem of a report of which nothing can be read. */
  get firstError(): ReportIssue | null {
    return this.#errors[0] ?? null;
  }

  /** At most MOST_ISSUES issues by row, errors before warnings when they do not all fit; the last one counts the rest. */
  list(): ReportIssue[] {
    const kept = [...this.#errors, ...this.#warnings];
    const isCut = this.#total > MOST_ISSUES;
    const listed = isCut ? kept.slice(0, MOST_ISSUES - 1) : kept;
    listed.sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
    if (isCut) listed.push(closingIssue(this.#total - listed.length));
    return listed;
  }
}

function closingIssue(count: number): ReportIssue {
  return {
    row: null,
    column: null,
    code: 'issues.more',
    severity: 'warning',
    message: `${count} more issues are not listed.`,
    cure: 'Correct what is listed and load the report again.',
    value: String(count),
    entryNumber: null,
  };
}
