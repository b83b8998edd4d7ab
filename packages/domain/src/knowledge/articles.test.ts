import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CHECK_KINDS, isCheckKind } from '../checks/check-kinds.ts';
import { ARTICLES_CHECKED_ON } from './article.ts';
import { articleOfCheck } from './article-of-check.ts';
import { ARTICLES } from './articles.ts';
import { searchArticles } from './search-articles.ts';

const byId = new Map(ARTICLES.map((article) => [article.id, article]));
const textOf = (id: string): string => {
  const article = byId.get(id);
  if (article === undefined) throw new Error(`no article ${id}`);
  return `${article.title}\n${article.body}`;
};

describe('the articles', () => {
  it('have one each for every check, found by its name', () => {
    for (const kind of CHECK_KINDS) expect(byId.get(articleOfCheck(kind))?.checks).toContain(kind);
    expect(byId.size).toBe(ARTICLES.length);
  });

  it('name for every statement a source with its date and how far it is backed', () => {
    for (const { id, sources, checks, body } of ARTICLES) {
      expect([id, sources.length]).not.toEqual([id, 0]);
      for (const { date, strength } of sources) {
        expect(date).toMatch(/^\d{4}(-\d{2}){0,2}$/u);
        expect(date <= ARTICLES_CHECKED_ON).toBe(true);
        expect(['cbp', 'restated', 'unverified']).toContain(strength);
      }
      for (const kind of checks) expect(isCheckKind(kind)).toBe(true);
      expect(body.split(/\s+/u).length).toBeLessThan(220);
    }
  });

  it('A12-A18, A22: give the addresses and subjects exactly', () => {
    const contacts = textOf('route-contacts');
    for (const box of ['traderelations', 'IEEPARefunds', 'ACE.Support'])
      expect(contacts).toContain(`${box}@cbp.dhs.gov`);
    expect(textOf('route-tao-reactivation')).toContain('Subject: contains the word reactivation');
    expect(textOf('route-tao-reactivation')).toContain('From: the address tied to the trade account owner');
    expect(textOf('route-tao-lookup')).toContain('Trade Account Owner Lookup');
    expect(textOf('route-number-reactivation')).toContain('IOR reactivation request');
  });

  it('A23, A26: say before a look-up that the current owner hears of it and that nothing is transferred', () => {
    expect(textOf('route-tao-lookup')).toContain('CBP tells the current owner');
    expect(textOf('route-tao-lookup')).toContain('transfers nothing');
  });

  it('A47: say of access that it preserves no right, and promise nothing', () => {
    expect(textOf('route-slow-recovery')).toContain('It preserves no right');
    for (const { title, body } of ARTICLES) {
      expect(`${title} ${body}`).not.toMatch(/guarantee|legally safe|you are safe|no need to protest|not needed/iu);
    }
  });

  it('mark the 45 days, which no current text of CBP’s confirms, and what is only seen in practice', () => {
    const backing = (id: string) => byId.get(id)?.sources.map(({ strength }) => strength);
    expect(backing('check-tao-login')).toContain('unverified');
    expect(textOf('check-tao-login')).toContain('no text of 2026 confirms it');
    for (const id of ['message-under-review', 'message-no-ieepa-hts', 'message-portal-timed-out']) {
      expect(backing(id)).toEqual(['unverified']);
    }
  });
});

describe('searchArticles', () => {
  const ids = (query: string) => searchArticles(ARTICLES, query).map(({ id }) => id);

  it('finds a message of CBP’s by its words, first', () => {
    for (const { id, title, topic } of ARTICLES) if (topic === 'message') expect(ids(title)[0]).toBe(id);
    expect(ids('unable to calc')[0]).toBe('message-unable-to-calculate');
    expect(ids('f875')).toContain('message-ace-f875');
  });

  it('finds only what holds every term, at the beginning of a word, whatever case and accents', () => {
    expect(ids('LÓOK-up owner')).toContain('route-tao-lookup');
    expect(ids('lookup zebra')).toEqual([]);
    expect(ids('eactivation')).toEqual([]);
  });

  it('gives all without a query, and never more than asked for with one', () => {
    expect(ids('  ')).toEqual(ARTICLES.map(({ id }) => id));
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, two) => {
        expect(ids(`${one} ${two}`).every((id) => ids(one).includes(id))).toBe(true);
      }),
    );
  });
});
