import type { ImportResponse } from '@capeline/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { rowsOf } from '../../api/pages.ts';
import { Bones } from '../../ui/bones.tsx';
import { count, plural } from '../../ui/format.ts';
import { LoadMore } from '../../ui/load-more.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { ScrollX } from '../../ui/scroll-x.tsx';
import { Tag } from '../../ui/tag.tsx';
import { issuesQuery } from './queries.ts';

const COACHED = 'layout.column_missing';

/** What could not be read or looks odd: row, column, value, problem, cure. */
export function IssuesTable({ report }: { report: ImportResponse }) {
  const list = useInfiniteQuery(issuesQuery(report.id));
  // Columns that the report lacks are told above, with why and until when.
  const issues = rowsOf(list.data).filter(({ code }) => report.coaching.length === 0 || code !== COACHED);
  const warnings = Math.max(0, report.issueCounts.warnings - report.coaching.length);
  return (
    <section aria-label="Rows with a problem">
      <div className="panel-head" style={{ marginTop: 6 }}>
        <h2>By row</h2>
        <span className="aside">
          {plural(report.issueCounts.errors, 'error')}, {plural(warnings, 'warning')}
        </span>
      </div>
      {list.isPending ? <Bones rows={4} height={40} /> : null}
      {list.error ? <ProblemNote error={list.error} onRetry={() => void list.refetch()} /> : null}
      {issues.length > 0 ? (
        <ScrollX label="Issues by row">
          <table className="table issues">
            <thead>
              <tr>
                <th scope="col" className="num">
                  Row
                </th>
                <th scope="col">Column</th>
                <th scope="col">Value</th>
                <th scope="col">Problem</th>
                <th scope="col">Cure</th>
              </tr>
            </thead>
            <tbody>
              {issues.map((issue) => (
                <tr key={`${issue.row} ${issue.column} ${issue.code} ${issue.entryNumber} ${issue.value}`}>
                  <td className="num">{issue.row === null ? '—' : count(issue.row)}</td>
                  <td className="nowrap">{issue.column ?? '—'}</td>
                  <td>{issue.value ? <code>{issue.value}</code> : <span className="faint">empty</span>}</td>
                  <td>
                    <Tag tone={issue.severity === 'error' ? 'red' : 'amber'}>{issue.severity}</Tag> {issue.message}
                  </td>
                  <td className="dim">{issue.cure}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollX>
      ) : null}
      <LoadMore list={list} />
    </section>
  );
}
