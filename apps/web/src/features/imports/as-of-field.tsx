import type { ReportRunDate } from '@capeline/domain';
import { DateInput } from '@mantine/dates';
import { longDate } from '../../ui/format.ts';

interface AsOfFieldProps {
  readonly today: string;
  readonly value: string;
  /** What the file tells; null when it tells nothing. */
  readonly proposed: ReportRunDate | null;
  readonly onChange: (date: string) => void;
}

function explain({ today, value, proposed }: Omit<AsOfFieldProps, 'onChange'>): string {
  if (proposed !== null && value === proposed.on) {
    return proposed.source === 'content' ? 'As the file says.' : 'From the file’s name: is that the day it was run?';
  }
  if (proposed !== null) return `The file rather says ${longDate(proposed.on)}.`;
  return value === today ? 'Today. Change it if the report was run on an earlier day.' : 'The day on which it was run.';
}

/** The report's date, to be confirmed: an older report never overrules what a newer one said. */
export function AsOfField(props: AsOfFieldProps) {
  return (
    <DateInput
      label="The report shows ACE as of"
      description={`${explain(props)} An older report never overrules a newer one.`}
      valueFormat="ddd D MMM YYYY"
      maxDate={props.today}
      w={260}
      value={props.value}
      onChange={(value) => value && props.onChange(value)}
    />
  );
}
