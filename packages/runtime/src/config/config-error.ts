/** One thing that is wrong with the environment: which variable, what is wrong with it, and what to do about it. */
export interface ConfigFault {
  readonly name: string;
  readonly problem: string;
  readonly cure: string;
}

/** Thrown once for the whole environment; `faults` lists every fault, never only the first. Its message is meant for the operator and holds no value of a secret. */
export class ConfigError extends Error {
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    const lines = faults.map((fault) => `  ${fault.name}: ${fault.problem}. ${fault.cure}`);
    super(`The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${lines.join('\n')}`);
    this.name = 'ConfigError';
    this.faults = faults;
  }
}
