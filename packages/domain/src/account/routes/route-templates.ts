import { ACCOUNT_ROUTES } from './account-routes.ts';
import { NUMBER_ROUTES } from './number-routes.ts';
import { PAYMENT_ROUTES } from './payment-routes.ts';
import { RECOVERY_ROUTES } from './recovery-routes.ts';
import type { RouteId, RouteTemplate } from './route.ts';

/** Every route with its words, clicks, limits and source. */
export const ROUTE_TEMPLATES: Readonly<Record<RouteId, RouteTemplate>> = {
  ...ACCOUNT_ROUTES,
  ...RECOVERY_ROUTES,
  ...NUMBER_ROUTES,
  ...PAYMENT_ROUTES,
};
