import { z } from 'zod';
import { ClientDetail } from './clients.ts';
import { Id, shortText } from './primitives.ts';

const SuggestedClient = z.object({
  id: Id,
  name: z.string(),
  importerNumbersMasked: z.array(z.string()),
  entryCount: z.number().int(),
  owner: z.object({ id: Id, name: z.string() }).nullable(),
});

/** Two clients that may be one; `from` would go into `into`. */
export const MergeSuggestion = z.object({
  from: SuggestedClient,
  into: SuggestedClient,
  reasons: z.array(z.enum(['same_ein_base', 'same_name'])),
});
export type MergeSuggestion = z.infer<typeof MergeSuggestion>;
/** `dismissedTotal`: pairs that would be suggested, had nobody said that they are two. */
export const MergeSuggestionList = z.object({
  data: z.array(MergeSuggestion),
  total: z.number().int(),
  dismissedTotal: z.number().int(),
});
export type MergeSuggestionList = z.infer<typeof MergeSuggestionList>;

/** `GET /api/v1/clients/merge-suggestions`. `dismissed=true`: the pairs that were called two instead. */
export const MergeSuggestionQuery = z.object({ dismissed: z.literal('true').optional() });

/** `POST /api/v1/clients/merge-suggestions/dismiss`: these two are two; `…/restore` takes it back. */
export const DismissMergeRequest = z.strictObject({ clientIds: z.tuple([Id, Id]) });

/** `POST /api/v1/clients/{id}/merge`: the client goes into another, which keeps its owner and name unless others are given. */
export const MergeClientRequest = z.strictObject({
  intoClientId: Id,
  ownerId: Id.nullable().optional(),
  name: shortText().optional(),
});
export type MergeClientRequest = z.infer<typeof MergeClientRequest>;

/** `POST /api/v1/clients/{id}/importer-numbers/{numberId}/move`: to a client that exists, or to a new one. */
export const MoveNumberRequest = z.union([
  z.strictObject({ intoClientId: Id }),
  z.strictObject({ newClientName: shortText() }),
]);
export type MoveNumberRequest = z.infer<typeof MoveNumberRequest>;

/** What a merge or a move did; `POST /api/v1/regroupings/{id}/undo` takes it back. */
export const Regrouped = z.object({
  regroupingId: Id,
  client: ClientDetail,
  entriesMoved: z.number().int(),
  /** Alerts that wait at the new place now. */
  alertsCarried: z.number().int(),
});
export type Regrouped = z.infer<typeof Regrouped>;
