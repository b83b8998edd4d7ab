import type { Protection } from '../protection.ts';

const UNDO_IMPORT = { folder: 'packages/operations', file: 'src/imports/undo-import.test.ts' };

/** What an undo gives back, and what it must not take. */
export const UNDO: readonly Protection[] = [
  {
    name: 'undone-correction-moves-no-clock-later',
    about: 'Taking a correction by hand back lets an earlier date rule until a person confirms the one from before.',
    removal: [
      {
        file: 'packages/operations/src/entries/undo-correction.ts',
        find: '= restoreLiquidation(current.liquidation, before.liquidation);',
        replace: '= { ...restoreLiquidation(before.liquidation, before.liquidation), isHeld: false };',
      },
    ],
    tests: {
      folder: 'packages/operations',
      file: 'src/entries/undo-correction.test.ts',
      turnRed: ['moves no clock later: the earlier date rules on, and the one of before waits for a person'],
    },
  },
  {
    name: 'undo-moves-no-clock-later',
    about:
      'Undoing an import that had moved a date earlier, or brought the first, lets that date rule until a person confirms.',
    removal: [
      {
        file: 'packages/domain/src/liquidation/restore-liquidation.ts',
        find: '  current !== null && (before === null || before > current);',
        replace: '  current !== null && current !== current && before === null;',
      },
    ],
    tests: {
      ...UNDO_IMPORT,
      turnRed: [
        'keeps a date that the import had moved earlier in force, and proposes the later one from before',
        'keeps the first liquidation that an import told of a known entry',
      ],
    },
  },
  {
    name: 'undo-withdraws-alarms-aloud',
    about: 'An alert whose deadline vanishes by an undo stays in the log as withdrawn, and the next digest says so.',
    removal: [
      {
        file: 'packages/db/src/alerts/withdraw-alerts.ts',
        find: 'and withdrawn_at is null',
        replace: 'and withdrawn_at is not null',
      },
    ],
    tests: {
      ...UNDO_IMPORT,
      turnRed: [
        'leaves the alert in the log as withdrawn, says so in the next digest once, and alerts anew when the entry comes back',
      ],
    },
  },
  {
    name: 'undo-waits-for-later-work',
    about: 'An import is not undone under a later import or a decision of a person that stands on it.',
    removal: [
      {
        file: 'packages/operations/src/imports/undo-import.ts',
        find: '  if (newest === undefined) return;\n',
        replace: '  if (newest === undefined || newest.message !== "") return;\n',
      },
    ],
    tests: {
      ...UNDO_IMPORT,
      turnRed: [
        'refuses while a later import speaks of the same entries, naming the newest first, and lets go in that order',
        'refuses while a person’s decision stands on it, and changes nothing',
      ],
    },
  },
];
