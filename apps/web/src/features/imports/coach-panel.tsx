import type { ImportResponse } from '@capeline/contracts';

/** What a report leaves unknown because columns are missing, and what to add in ACE. Nothing when it lacks nothing useful. */
export function CoachPanel({ report }: { report: ImportResponse }) {
  const { coaching } = report;
  if (coaching.length === 0) return null;
  const columns = coaching.reduce((sum, { add }) => sum + add.length, 0);
  return (
    <section className="panel stack tight" aria-label="Columns to add in ACE">
      <div>
        <h2>{columns === 1 ? 'One more column in ACE tells more' : `${columns} more columns in ACE tell more`}</h2>
        <p className="dim">
          Open your copy of ES-003 in ACE Reports, add them, run it again and load the new file. What is known from
          other reports stays; a missing column never clears it.
        </p>
      </div>
      <table className="table cards coach">
        <thead>
          <tr>
            <th scope="col">Add</th>
            <th scope="col">Why</th>
            <th scope="col">Until then</th>
          </tr>
        </thead>
        <tbody>
          {coaching.map(({ add, why, unknownUntilThen }) => (
            <tr key={add.join()}>
              <td className="wide-cell">
                <b>{add.join(' and ')}</b>
              </td>
              <td className="wide-cell dim">{why}</td>
              <td className="wide-cell">{unknownUntilThen}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
