import type { FirmReadiness } from '@capeline/contracts';
import { Link } from 'react-router';
import { longDate } from '../../ui/format.ts';
import { Tag } from '../../ui/tag.tsx';
import { REPORT_STATES } from './words.ts';

/** How old each filer code's newest report is: CBP posts liquidations on Fridays, and a clock starts with each. */
export function ReportAges({ reports }: Pick<FirmReadiness, 'reports'>) {
  const friday = reports[0]?.friday;
  const isLate = reports.some(({ confirmed, state }) => confirmed && state !== 'fresh');
  return (
    <section className="panel stack tight" id="reports" aria-label="Friday’s liquidations">
      <h2>Friday’s liquidations</h2>
      {friday ? (
        <p className="dim">
          Liquidations are posted on Fridays (a habit, unverified). By now those of {longDate(friday)} should be loaded.
        </p>
      ) : (
        <p className="dim">As soon as a filer code is known, the age of its newest report stands here.</p>
      )}
      {reports.map(({ filerCode, asOf, confirmed, state }) => (
        <div className="row" key={filerCode}>
          <b>{filerCode}</b>
          <span className="dim grow">
            {asOf ? `report of ${longDate(asOf)}` : 'no report'}
            {confirmed ? '' : ' · not confirmed as ours'}
          </span>
          <Tag tone={REPORT_STATES[state].tone}>{REPORT_STATES[state].text}</Tag>
        </div>
      ))}
      {isLate ? <Link to="/imports">Load this week’s ES-003</Link> : null}
    </section>
  );
}
