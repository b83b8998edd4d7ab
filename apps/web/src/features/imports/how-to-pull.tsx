/** How to get the report out of ACE, with the two columns that make the difference. */
export function HowToPull() {
  return (
    <section className="panel stack tight" aria-label="How to pull an ES-003">
      <h2>How to pull it in ACE</h2>
      <ol className="steps">
        <li>
          ACE Portal, Reports, Public Folders, ACE, Trade, Entry Summary:{' '}
          <b>ES-003 Entry Summary Line Tariff Details</b>.
        </li>
        <li>Your filer code; entry dates from Tue 4 Feb 2025 to Mon 23 Feb 2026 cover every IEEPA entry.</li>
        <li>
          Add the columns <b>Liquidation Date</b> and <b>Liquidation Status</b>: the default layout leaves them out, and
          without them no clock can be counted. <b>Reconciliation Indicator</b> and <b>Protest Number</b> help too.
        </li>
        <li>Export as CSV or Excel. Don’t open and save it in between: spreadsheets drop leading zeros.</li>
      </ol>
      <p className="small faint">
        Pull it before a CAPE file goes in: afterwards the IEEPA lines vanish from the report. Dates of law are read as
        MM/DD/YYYY or YYYY-MM-DD.
      </p>
    </section>
  );
}
