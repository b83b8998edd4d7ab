import type { Board } from '@capeline/contracts';
import { useId } from 'react';
import { Link } from 'react-router';
import { compactDollars, dollars, plural, shortDate } from '../../ui/format.ts';
import { useToday } from '../../ui/today.ts';
import { closingList, type StripKind } from './closing-list.ts';
import { type WeekBar, weekBars } from './week-bars.ts';

const PLOT = 74;
const LABELLED = 4;
const STEP = 24;
const MOST_WEEKS = 16;

const linkOf = (kind: StripKind, bar: WeekBar) =>
  closingList(kind, { closesFrom: bar.weekStart, closesBy: bar.weekEnd });

interface Words {
  readonly stuck: string;
  readonly go: string;
}

function sentence(bar: WeekBar, today: string, words: Words): string {
  const stuck = bar.cannotGoCents > 0 ? `, of it ${dollars(bar.cannotGoCents)} ${words.stuck}` : '';
  const total = dollars(bar.canGoCents + bar.cannotGoCents);
  return `Week of ${shortDate(bar.weekStart, today)}: ${total}${stuck}, ${plural(bar.entryCount, 'entry', 'entries')}`;
}

/** IEEPA duty by the week in which this right closes; solid can go, hatched has open checks. Each bar opens its week's deadlines. */
export function WeekChart({ kind, weeks, words }: { kind: StripKind; weeks: Board['weeks']; words: Words }) {
  const today = useToday();
  const hatch = useId();
  const { bars, later } = weekBars(weeks, today, MOST_WEEKS);
  if (bars.length === 0) return null;
  const top = Math.max(...bars.map((bar) => bar.canGoCents + bar.cannotGoCents), 1);
  const width = bars.length * STEP;
  return (
    <div className="weeks">
      <div className="weeks-head">
        <span>
          IEEPA duty by week
          {later ? (
            <>
              {' · '}
              <Link className="quiet" to={closingList(kind, { closesFrom: later.from })}>
                {compactDollars(later.cents)} later
              </Link>
            </>
          ) : null}
        </span>
        <span className="key" aria-hidden>
          <span>
            <i className="stuck" /> {words.stuck}
          </span>
          <span>
            <i className="go" /> {words.go}
          </span>
        </span>
      </div>
      <svg viewBox={`0 0 ${width} ${PLOT + 1}`} preserveAspectRatio="none" aria-label="IEEPA duty by week">
        <defs>
          <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="5" height="5" style={{ fill: 'var(--red-soft)' }} />
            <rect width="3" height="5" style={{ fill: 'var(--red)' }} />
          </pattern>
        </defs>
        <line className="base" x1="0" x2={width} y1={PLOT + 0.5} y2={PLOT + 0.5} />
        {bars.map((bar, index) => (
          <Bar
            key={bar.weekStart}
            bar={bar}
            x={index * STEP}
            top={top}
            hatch={hatch}
            to={linkOf(kind, bar)}
            label={sentence(bar, today, words)}
          />
        ))}
      </svg>
      <div className="weeks-labels" aria-hidden>
        {bars
          .filter((_, index) => index % (MOST_WEEKS / LABELLED) === 0)
          .map(({ weekStart }) => (
            <span key={weekStart}>{shortDate(weekStart, today)}</span>
          ))}
      </div>
      <WeekTable bars={bars} today={today} words={words} />
    </div>
  );
}

interface BarProps {
  readonly bar: WeekBar;
  readonly x: number;
  readonly top: number;
  readonly hatch: string;
  readonly to: string;
  readonly label: string;
}

function Bar({ bar, x, top, hatch, to, label }: BarProps) {
  const scale = (PLOT - 6) / top;
  const go = bar.canGoCents > 0 ? Math.max(2, bar.canGoCents * scale) : 0;
  const stuck = bar.cannotGoCents > 0 ? Math.max(2, bar.cannotGoCents * scale) : 0;
  if (bar.entryCount === 0) return null;
  return (
    <Link to={to} aria-label={label}>
      <title>{label}</title>
      <rect className="hit" x={x} y={0} width={STEP} height={PLOT} rx={4} />
      {stuck > 0 ? (
        <rect x={x + 4} y={PLOT - go - stuck - 1} width={16} height={stuck} rx={2} fill={`url(#${hatch})`} />
      ) : null}
      {go > 0 ? <rect className="go" x={x + 4} y={PLOT - go} width={16} height={go} rx={2} /> : null}
    </Link>
  );
}

/** The same figures for people who cannot see bars. */
function WeekTable({ bars, today, words }: { bars: readonly WeekBar[]; today: string; words: Words }) {
  return (
    <table className="visually-hidden">
      <caption>IEEPA duty by week</caption>
      <thead>
        <tr>
          <th>Week of</th>
          <th>{words.go}</th>
          <th>{words.stuck}</th>
          <th>Entries</th>
        </tr>
      </thead>
      <tbody>
        {bars.map((bar) => (
          <tr key={bar.weekStart}>
            <td>{shortDate(bar.weekStart, today)}</td>
            <td>{dollars(bar.canGoCents)}</td>
            <td>{dollars(bar.cannotGoCents)}</td>
            <td>{bar.entryCount}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
