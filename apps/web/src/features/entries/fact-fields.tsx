import type { EntryDetail, EntryPreview, LiquidationStatus } from '@capeline/contracts';
import { startsClock } from '@capeline/domain';
import { Select, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { issueAt } from '../../api/http.ts';
import { LIQUIDATION_NAMES } from '../../ui/words.ts';
import { type Answer, dutyFault, type FactsForm } from './facts-form.ts';

interface FactFieldsProps {
  readonly entry: EntryDetail | null;
  readonly form: FactsForm;
  readonly set: (change: Partial<FactsForm>) => void;
  readonly preview: EntryPreview | null;
  readonly error: unknown;
}

const DATE_FORMAT = 'ddd D MMM YYYY';
const STATUSES = Object.entries(LIQUIDATION_NAMES).map(([value, label]) => ({ value, label }));
const ANSWERS = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
  { value: 'unknown', label: 'Not known' },
];

const FILED_ANSWERS = [
  { value: 'yes', label: 'Yes, one is filed' },
  { value: 'no', label: 'No, none is filed' },
  { value: 'unknown', label: 'Not known' },
];

/** The facts of an entry; of a known one only what differs is sent. */
export function FactFields(props: FactFieldsProps) {
  return (
    <>
      <Numbers {...props} />
      <Liquidation {...props} />
      <Reconciliation {...props} />
      <Box28 {...props} />
    </>
  );
}

function Numbers({ entry, form, set, preview, error }: FactFieldsProps) {
  const isUnknownNumber = preview !== null && form.importerNumber !== '' && preview.clientName === null;
  const isChanged = form.importerNumber !== (entry?.importerNumber ?? '');
  return (
    <>
      {entry === null ? (
        <TextInput
          label="Entry number"
          placeholder="551-3518786-6"
          required
          value={form.entryNumber}
          onChange={(event) => set({ entryNumber: event.currentTarget.value })}
          error={issueAt(error, 'entryNumber') ?? (preview?.exists ? 'This entry is known already.' : null)}
        />
      ) : null}
      <div className="split">
        <TextInput
          label="Importer number"
          placeholder={entry?.importerNumberMasked ?? '12-3456789AB'}
          required={entry === null}
          value={form.importerNumber}
          onChange={(event) => set({ importerNumber: event.currentTarget.value })}
          description={isChanged && preview?.clientName ? `Client: ${preview.clientName}` : undefined}
          error={issueAt(error, 'importerNumber')}
        />
        {isChanged && isUnknownNumber ? (
          <TextInput
            label="Name of the new client"
            value={form.clientName}
            onChange={(event) => set({ clientName: event.currentTarget.value })}
          />
        ) : null}
      </div>
      <div className="split">
        <TextInput
          label="Type"
          placeholder="01"
          maxLength={2}
          value={form.entryType}
          onChange={(event) => set({ entryType: event.currentTarget.value })}
          error={issueAt(error, 'entryType')}
        />
        <DateInput
          label="Entry date"
          valueFormat={DATE_FORMAT}
          clearable
          value={form.entryDate}
          onChange={(entryDate) => set({ entryDate })}
          error={issueAt(error, 'entryDate')}
        />
        <TextInput
          label="IEEPA duty in dollars"
          inputMode="decimal"
          value={form.duty}
          onChange={(event) => set({ duty: event.currentTarget.value })}
          error={dutyFault(form) ?? issueAt(error, 'ieepaDutyCents')}
        />
      </div>
    </>
  );
}

function Liquidation({ form, set, error }: FactFieldsProps) {
  const choose = (value: string | null) => {
    const status = STATUSES.find((one) => one.value === value)?.value as LiquidationStatus | undefined;
    if (status) set({ status });
  };
  return (
    <div className="split">
      <Select
        label="Liquidation"
        data={STATUSES}
        allowDeselect={false}
        value={form.status}
        onChange={choose}
        error={issueAt(error, 'liquidation')}
      />
      {form.status === 'unknown' ? null : (
        <DateInput
          label={startsClock(form.status) ? 'Liquidated on, as CBP posted it' : 'Scheduled for (starts no clock)'}
          valueFormat={DATE_FORMAT}
          clearable
          value={form.liquidatedOn}
          onChange={(liquidatedOn) => set({ liquidatedOn })}
        />
      )}
    </div>
  );
}

const choice = (value: string | null): Answer => (value === 'yes' || value === 'no' ? value : 'unknown');

/** One of the two conditions under which CBP pays a notify party; the other is on file for the importer number. */
function Box28({ form, set, error }: FactFieldsProps) {
  return (
    <Select
      label="Box 28 names the notify party"
      description="Of the entry summary, CBP Form 7501. No report says it."
      data={ANSWERS}
      allowDeselect={false}
      value={form.box28}
      onChange={(value) => set({ box28: choice(value) })}
      error={issueAt(error, 'box28NamesParty')}
    />
  );
}

function Reconciliation({ form, set, error }: FactFieldsProps) {
  return (
    <div className="split">
      <Select
        label="Flagged for reconciliation"
        data={ANSWERS}
        allowDeselect={false}
        value={form.flagged}
        onChange={(value) => set({ flagged: choice(value) })}
        error={issueAt(error, 'reconciliation')}
      />
      <Select
        label="Type 09 on file"
        description="ES-003 does not say. Without one, CAPE comes first."
        data={FILED_ANSWERS}
        allowDeselect={false}
        value={form.type09}
        onChange={(value) => set({ type09: choice(value) })}
      />
      {form.type09 === 'yes' ? (
        <DateInput
          label="Type 09 filed on"
          valueFormat={DATE_FORMAT}
          clearable
          value={form.type09FiledOn}
          onChange={(type09FiledOn) => set({ type09FiledOn })}
        />
      ) : null}
    </div>
  );
}
