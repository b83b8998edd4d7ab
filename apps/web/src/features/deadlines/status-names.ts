/** What a reader may ask for, in words. */
export const STATUS_NAMES = {
  coming: 'Still open',
  open: 'Open and lapsed',
  done: 'Done',
  superseded: 'Superseded',
} as const;
