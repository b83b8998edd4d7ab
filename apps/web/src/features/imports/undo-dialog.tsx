import type { ImportResponse } from '@capeline/contracts';
import { Button, Group, Modal } from '@mantine/core';
import { problemOf } from '../../api/http.ts';
import { DANGER } from '../../ui/danger.ts';
import { plural } from '../../ui/format.ts';
import { showDone } from '../../ui/toasts.ts';
import { useUndoImport } from './queries.ts';

const entries = (number: number) => plural(number, 'entry', 'entries');

/** What the undo gives back and what stays, before anybody presses the button; afterwards why it was refused. */
export function UndoDialog({ report, onClose }: { report: ImportResponse; onClose: () => void }) {
  const undo = useUndoImport(report.id);
  const { differences } = report;
  const restored = differences === null ? 0 : differences.changed.entries + differences.later.entries;
  return (
    <Modal opened onClose={onClose} title={`Undo “${report.fileName}”?`} size="lg" centered>
      <div className="stack tight">
        <p>This gives back what stood before this report:</p>
        <ul className="bullets">
          <li>{entries(report.counts.entriesCreated)} that it brought go, with their clocks.</li>
          <li>{entries(restored)} get the facts and lines back that they had.</li>
          {differences && differences.earlier.entries > 0 ? (
            <li>
              <b>{entries(differences.earlier.entries)} with a date that moved earlier keep the earlier date.</b> The
              later one becomes a proposal for you to decide.
            </li>
          ) : null}
        </ul>
        <p>
          What stays: the clients it made, without its entries; every alert in the log, marked as withdrawn where its
          clock goes, and told in the next digest; the audit trail. The same file can be loaded again.
        </p>
        {undo.error ? <Refusal error={undo.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Leave it
          </Button>
          <Button
            color={DANGER}
            loading={undo.isPending}
            onClick={() =>
              undo.mutate(undefined, {
                onSuccess: () => {
                  showDone('Undone. The board shows what stood before.');
                  onClose();
                },
              })
            }
          >
            Undo this import
          </Button>
        </Group>
      </div>
    </Modal>
  );
}

function Refusal({ error }: { error: unknown }) {
  const { title, detail, issues } = problemOf(error);
  return (
    <div className="problem" role="alert">
      <b>{title}</b>
      {issues.length === 0 ? <span>{detail}</span> : null}
      {issues.map(({ pointer, message }) => (
        <span key={`${pointer} ${message}`}>
          <a className="link" href={pointer}>
            {message}
          </a>
        </span>
      ))}
    </div>
  );
}
