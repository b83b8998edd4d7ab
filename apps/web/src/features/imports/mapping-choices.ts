import type { ImportMappingRequest, ImportMappingResponse } from '@capeline/contracts';

/** Which fact each column holds, by its place among the columns; null: it is not read. */
export type Choices = readonly (string | null)[];

/** What is proposed is chosen until somebody says otherwise. */
export const proposedChoices = ({ columns }: ImportMappingResponse): Choices => columns.map(({ proposed }) => proposed);

/** Gives a fact to one column and takes it from any other: a fact stands in one place. */
export function choose(choices: Choices, index: number, fact: string | null): Choices {
  return choices.map((before, at) => (at === index ? fact : before === fact ? null : before));
}

/** Required facts that no column holds yet. */
export const missingFacts = ({ facts }: ImportMappingResponse, choices: Choices) =>
  facts.filter(({ fact, required }) => required && !choices.includes(fact));

/** The choices as the server takes them. */
export function toRequest(choices: Choices): ImportMappingRequest {
  return { columns: choices.flatMap((fact, index) => (fact === null ? [] : [{ position: index + 1, fact }])) };
}
