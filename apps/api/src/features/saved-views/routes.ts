import { allows, SavedView, SavedViewList, SaveViewRequest, UpdateSavedViewRequest } from '@capeline/contracts';
import {
  type IdentifiedMember,
  listSavedViews,
  removeSavedView,
  saveView,
  updateSavedView,
} from '@capeline/operations';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { answer, defineTenantRoute } from '../../define-route.ts';
import { ById } from '../../path-id.ts';
import { writerOf } from '../../reader.ts';
import type { Services } from '../../services.ts';

const viewUserOf = ({ userId, permissions }: IdentifiedMember) => ({
  userId,
  mayShare: allows(permissions, 'clients:write'),
});

/** Filters of a list under a name: a person's own, or the whole firm's. */
export function savedViewRoutes(app: FastifyInstance, services: Services): void {
  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/saved-views',
    summary: 'The views that the person sees: his own and the firm’s',
    access: 'member',
    rateClass: 'read',
    answers: { 200: SavedViewList },
    problems: [],
    handler: async (tx, { principal }) => answer(200, { data: await listSavedViews(tx, viewUserOf(principal)) }),
  });

  defineTenantRoute(app, services, {
    method: 'POST',
    url: '/saved-views',
    summary: 'Saves filters and search of a list under a name; a shared one needs clients:write',
    access: 'member',
    rateClass: 'write',
    body: SaveViewRequest,
    answers: { 201: SavedView },
    problems: ['saved_view.name_taken'],
    handler: async (tx, { body, principal }) =>
      answer(201, await saveView(tx, body, viewUserOf(principal), writerOf(services, principal))),
  });

  defineTenantRoute(app, services, {
    method: 'PATCH',
    url: '/saved-views/:id',
    summary: 'Changes the name or the filters of a view, or whether the firm sees it',
    access: 'member',
    rateClass: 'write',
    params: ById,
    body: UpdateSavedViewRequest,
    answers: { 200: SavedView },
    problems: ['not_found', 'saved_view.name_taken'],
    handler: async (tx, { params, body, principal }) => {
      const input = { id: params.id, changes: body };
      return answer(200, await updateSavedView(tx, input, viewUserOf(principal), writerOf(services, principal)));
    },
  });

  defineTenantRoute(app, services, {
    method: 'DELETE',
    url: '/saved-views/:id',
    summary: 'Removes a view',
    access: 'member',
    rateClass: 'write',
    params: ById,
    answers: { 204: z.null() },
    problems: ['not_found'],
    handler: async (tx, { params, principal }) => {
      await removeSavedView(tx, params.id, viewUserOf(principal), writerOf(services, principal));
      return answer(204, null);
    },
  });
}
