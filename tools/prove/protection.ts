/** One change to a file of the copy. */
export interface Edit {
  /** Relative to the root of the checkout. */
  readonly file: string;
  /** The exact text to replace; it must stand in the file once. */
  readonly find: string;
  readonly replace: string;
}

/** Something that the product promises, how to take it out, and the tests that must notice. */
export interface Protection {
  readonly name: string;
  /** What is lost without it, in one sentence. */
  readonly about: string;
  /** All are made together: code that leans on the protection may have to stop leaning first. */
  readonly removal: readonly Edit[];
  readonly tests: {
    /** The package, relative to the root; `tests/faults` for what only a whole system can show. */
    readonly folder: string;
    /** The test file, relative to the package. */
    readonly file: string;
    /** Runs only the tests whose full name (describe and title) holds this text; a file of whole systems would take minutes. */
    readonly only?: string;
    /** The titles of exactly those tests of the file that turn red, as jest reports them. */
    readonly turnRed: readonly string[];
  };
}
