import { Button } from '@mantine/core';
import { IconFileImport, IconFileSpreadsheet } from '@tabler/icons-react';
import { Link } from 'react-router';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHead } from '../../ui/page-head.tsx';

/** No clients yet: one report from ACE makes them all; says how to get it. */
export function EmptyBoard({ title = 'Board', mayImport }: { title?: string; mayImport: boolean }) {
  return (
    <>
      <PageHead title={title} sub="No clients yet. One report from ACE brings them all." />
      <EmptyState icon={<IconFileSpreadsheet />} title="Start with one ES-003 for your whole filer code">
        <div className="teach">
          <div className="panel">
            <span className="n">1</span>
            <h3>Run it in ACE</h3>
            <p>
              ACE Portal, Reports, <b>ES-003 Entry Summary Line Tariff Details</b>. Filter by your filer code; entry
              dates from 4 Feb 2025 to 23 Feb 2026.
            </p>
          </div>
          <div className="panel">
            <span className="n">2</span>
            <h3>Add two columns</h3>
            <p>
              <b>Liquidation Date</b> and <b>Liquidation Status</b> are not in the default layout. Without them no clock
              can be counted.
            </p>
          </div>
          <div className="panel">
            <span className="n">3</span>
            <h3>Drop it in</h3>
            <p>
              CSV or XLSX. It is split by importer number: every importer becomes a client with its dates and open
              checks.
            </p>
          </div>
        </div>
        {mayImport ? (
          <Button component={Link} to="/imports" size="md" leftSection={<IconFileImport size={17} />}>
            Load the report
          </Button>
        ) : null}
      </EmptyState>
    </>
  );
}
