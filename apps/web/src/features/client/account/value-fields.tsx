import type { AccountFactKind } from '@capeline/contracts';
import { NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { ProblemError } from '../../../api/http.ts';
import { DATE_FORMAT } from '../../../ui/record/record-fields.tsx';
import { FACT_FIELDS, type FactField, NEEDED_REPORTS, YES_OR_NO } from './fact-fields.ts';

type Value = Readonly<Record<string, unknown>>;

interface ValueFieldsProps {
  readonly kind: AccountFactKind;
  readonly value: Value;
  readonly set: (value: Value) => void;
  readonly error: unknown;
  /** Choices that are still open after somebody tried to record. */
  readonly missing: readonly string[];
}

/** What the server found wrong in one field of the value, or within it. */
function faultIn(error: unknown, name: string): string | null {
  if (!(error instanceof ProblemError)) return null;
  const place = `/value/${name}`;
  const isHere = (pointer: string) => pointer === place || pointer.startsWith(`${place}/`);
  return error.problem.issues.find(({ pointer }) => isHere(pointer))?.message ?? null;
}

/** The fields of one kind of fact. "Not known" is an answer. */
export function ValueFields({ kind, value, set, error, missing }: ValueFieldsProps) {
  return FACT_FIELDS[kind].map((field) => (
    <ValueField
      key={field.name}
      field={field}
      value={value[field.name]}
      onChange={(next) => set({ ...value, [field.name]: next })}
      error={missing.includes(field.name) ? 'Choose one. “Not known” is an answer.' : faultIn(error, field.name)}
    />
  ));
}

interface ValueFieldProps {
  readonly field: FactField;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly error: string | null;
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

function ValueField({ field, value, onChange, error }: ValueFieldProps) {
  const { label } = field;
  switch (field.type) {
    case 'choice':
      return (
        <Select
          label={label}
          placeholder="Choose"
          data={[...field.choices]}
          allowDeselect={false}
          value={typeof value === 'string' ? value : null}
          onChange={onChange}
          error={error}
        />
      );
    case 'day':
      return (
        <DateInput
          label={label}
          valueFormat={DATE_FORMAT}
          clearable
          value={typeof value === 'string' ? value : null}
          onChange={onChange}
          error={error}
        />
      );
    case 'count':
      return (
        <NumberInput
          label={label}
          min={0}
          max={1000}
          allowDecimal={false}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(typeof next === 'number' ? next : null)}
          error={error}
        />
      );
    case 'list':
      return (
        <Textarea
          label={label}
          description={field.hint}
          autosize
          minRows={2}
          value={Array.isArray(value) ? value.join('\n') : ''}
          onChange={(event) => onChange(event.currentTarget.value === '' ? [] : event.currentTarget.value.split('\n'))}
          error={error}
        />
      );
    case 'reports':
      return <Reports value={(value ?? {}) as Readonly<Record<string, unknown>>} onChange={onChange} />;
    default:
      return (
        <TextInput
          label={label}
          description={field.hint}
          value={asText(value)}
          onChange={(event) => onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)}
          error={error}
        />
      );
  }
}

/** Each report by its name; one that nobody looked at is left open. */
function Reports({
  value,
  onChange,
}: {
  value: Readonly<Record<string, unknown>>;
  onChange: (value: unknown) => void;
}) {
  const answer = (report: string, given: string | null) => {
    const { [report]: _before, ...others } = value;
    onChange(given === null ? others : { ...others, [report]: given });
  };
  return (
    <div className="fact-reports">
      {NEEDED_REPORTS.map((report) => (
        <Select
          key={report}
          label={`Report ${report} seen`}
          placeholder="Not looked"
          clearable
          data={YES_OR_NO}
          value={typeof value[report] === 'string' ? value[report] : null}
          onChange={(given) => answer(report, given)}
        />
      ))}
    </div>
  );
}
