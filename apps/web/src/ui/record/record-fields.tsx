import type { RecordCheckRequest } from '@capeline/contracts';
import { Select, Textarea } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import type { ReactNode } from 'react';
import { issueAt } from '../../api/http.ts';
import { useToday } from '../today.ts';
import { STATUS_NAMES } from '../words.ts';

/** How the product writes a date in a field. */
export const DATE_FORMAT = 'ddd D MMM YYYY';

const STATUSES = (['ready', 'in_progress', 'blocked', 'not_applicable', 'unknown'] as const).map((value) => ({
  value,
  label: STATUS_NAMES[value],
}));

/** What every check records: its status, on what evidence, seen when, and until when that holds. */
export type Recorded = Pick<RecordCheckRequest, 'status' | 'evidenceNote' | 'verifiedOn' | 'expiresOn'>;
export const RECORDED_FIELDS = ['status', 'evidenceNote', 'verifiedOn', 'expiresOn'] as const;

interface RecordFieldsProps {
  readonly recorded: Recorded;
  readonly set: (change: Recorded) => void;
  readonly error: unknown;
  /** What an empty status says. */
  readonly placeholder?: string;
  /** What must not be written into the evidence. */
  readonly never: string;
  /** Fields between status and evidence. */
  readonly children?: ReactNode;
}

/** The fields of `Recorded`; a status of ready is seen today unless a day is given. */
export function RecordFields({ recorded, set, error, placeholder, never, children }: RecordFieldsProps) {
  const today = useToday();
  const { verifiedOn = null, expiresOn = null } = recorded;
  return (
    <>
      <Select
        label="Status"
        placeholder={placeholder}
        data={STATUSES}
        value={recorded.status ?? null}
        onChange={(value) => {
          const status = STATUSES.find((choice) => choice.value === value)?.value;
          if (status) set(status === 'ready' ? { status, verifiedOn: verifiedOn ?? today } : { status });
        }}
        allowDeselect={false}
        error={issueAt(error, 'status')}
      />
      {children}
      <Textarea
        label="Evidence"
        description={`What was seen, where, by whom. ${never}`}
        autosize
        minRows={3}
        value={recorded.evidenceNote ?? ''}
        onChange={(event) => set({ evidenceNote: event.currentTarget.value })}
        error={issueAt(error, 'evidenceNote')}
      />
      <div className="split">
        <DateInput
          label="Verified on"
          valueFormat={DATE_FORMAT}
          clearable
          maxDate={today}
          value={verifiedOn}
          onChange={(day) => set({ verifiedOn: day })}
          error={issueAt(error, 'verifiedOn')}
        />
        <DateInput
          label="Expires on"
          valueFormat={DATE_FORMAT}
          clearable
          value={expiresOn}
          onChange={(day) => set({ expiresOn: day })}
          error={issueAt(error, 'expiresOn')}
        />
      </div>
    </>
  );
}
