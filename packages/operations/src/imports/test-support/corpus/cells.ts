import {
  besideGood,
  cellIssue,
  type HostileFile,
  heldBack,
  leftOut,
  ONE,
  readPlainly,
  toldOnly,
} from './hostile-file.ts';

/** An eight-digit serial with a wrong last digit: real numbers like it exist, so it is a warning. */
const WRONG_CHECK_DIGIT = `${ONE.slice(0, 10)}${(Number(ONE.slice(10)) + 1) % 10}`;
const LIQUIDATION = 'Liquidation Date';
const DUTY = 'Line Tariff Duty Amount';
const IMPORTER = 'Importer Number';
const ENTRY = 'Entry Summary Number';

/** One cell that is not what its column says. */
export const HOSTILE_CELLS: readonly HostileFile[] = [
  heldBack('30 February', { date: '02/30/2026' }, LIQUIDATION, 'date.no_such_day', '02/30/2026'),
  heldBack('a day before its month', { date: '30/01/2026' }, LIQUIDATION, 'date.no_such_day', '30/01/2026'),
  heldBack('a year of two digits', { date: '02/06/26' }, LIQUIDATION, 'date.two_digit_year', '02/06/26'),
  heldBack('a year beyond the calendar', { date: '02/06/9999' }, LIQUIDATION, 'date.out_of_range', '02/06/9999'),
  heldBack('hash signs of a narrow column', { date: '########' }, LIQUIDATION, 'date.unreadable', '########'),
  heldBack('a formula where a date belongs', { date: '=TODAY()' }, LIQUIDATION, 'date.unreadable', '=TODAY()'),
  toldOnly(
    'a day number for a date',
    { date: '46059' },
    [cellIssue(2, LIQUIDATION, 'date.serial_number', '46059')],
    10_000,
    '2026-02-06',
  ),
  toldOnly('an ISO date at midnight', { date: '2026-02-06T00:00:00' }, []),
  heldBack('an amount as Europe writes it', { duty: '1.234,56' }, DUTY, 'money.unreadable', '1.234,56'),
  heldBack('an amount in scientific notation', { duty: '1.2E+05' }, DUTY, 'money.unreadable', '1.2E+05'),
  heldBack('an amount beyond any duty', { duty: '$1,000,000,000.01' }, DUTY, 'money.too_large', '$1,000,000,000.01'),
  heldBack('an amount beyond all integers', { duty: '9'.repeat(39) }, DUTY, 'money.unreadable', '9'.repeat(39)),
  heldBack('a duty that is missing', { duty: '' }, DUTY, 'money.missing', ''),
  heldBack('an error value for an amount', { duty: '#REF!' }, DUTY, 'money.unreadable', '#REF!'),
  toldOnly('a negative amount', { duty: '($5.00)' }, [cellIssue(2, DUTY, 'money.negative', '($5.00)')], -500),
  heldBack('a tariff number of letters', { hts: 'n/a' }, 'HTS Number - Full', 'hts.format', 'n/a'),
  leftOut(
    'an entry number in scientific notation',
    { entry: '6.06E+10' },
    ENTRY,
    'entry_number.scientific_notation',
    '6.06E+10',
  ),
  leftOut(
    'an entry number without its zeros',
    { entry: '12345670' },
    ENTRY,
    'entry_number.leading_zeros_lost',
    '12345670',
  ),
  leftOut(
    'an entry number of 5,000 digits',
    { entry: '6'.repeat(5000) },
    ENTRY,
    'entry_number.format',
    '6'.repeat(120),
  ),
  toldOnly('a check digit that does not fit', { entry: WRONG_CHECK_DIGIT }, [
    cellIssue(2, ENTRY, 'entry_number.check_digit', WRONG_CHECK_DIGIT),
  ]),
  readPlainly('numbers in the wrapper that keeps zeros', () =>
    besideGood({ entry: `="${ONE}"`, importer: '="12-345678900"' }),
  ),
  leftOut(
    'an importer number without hyphens',
    { importer: '123456789' },
    IMPORTER,
    'importer_number.ambiguous',
    '•••••6789',
  ),
  leftOut(
    'a mistyped number of a person',
    { importer: '123-45-678' },
    IMPORTER,
    'importer_number.format',
    '••••••-678',
  ),
  heldBack('a number of a person under dates', { date: '123-45-6789' }, LIQUIDATION, 'date.unreadable', '•••-••-6789'),
];
