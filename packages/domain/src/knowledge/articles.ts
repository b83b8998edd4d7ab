import type { Article } from './article.ts';
import { CHECK_ARTICLES } from './check-articles.ts';
import { MESSAGE_ARTICLES } from './message-articles.ts';
import { ROUTE_ARTICLES } from './route-articles.ts';

/** Every article that comes with the product; a firm may put its own words over any of them. */
export const ARTICLES: readonly Article[] = [...CHECK_ARTICLES, ...ROUTE_ARTICLES, ...MESSAGE_ARTICLES];
