import {
  AlertPage,
  Board,
  CheckList,
  ClientDetail,
  ClientPage,
  DeadlinePage,
  EntryDetail,
  EntryPage,
  FirmReadiness,
  ImportIssuePage,
  ImportPage,
  MailPage,
  Me,
  OrganizationSettings,
  ProvisionalAlertPage,
  SetupState,
} from '@capeline/contracts';
import { describe, expect, it } from '@jest/globals';
import { FakeApi } from './fake-api.ts';
import { fakeFirm } from './fake-firm.ts';

describe('the fake API', () => {
  const api = new FakeApi(fakeFirm({ clients: 9 }));
  const get = (path: string) => api.handle({ method: 'GET', path, query: new URLSearchParams(), body: null }).body;
  const number = EntryPage.parse(get('entries')).data[0]?.entryNumber;

  it.each([
    ['setup', SetupState],
    ['me', Me],
    ['board', Board],
    ['clients', ClientPage],
    ['clients/c1', ClientDetail],
    ['clients/c1/checks', CheckList],
    ['entries', EntryPage],
    [`entries/${number}`, EntryDetail],
    ['deadlines', DeadlinePage],
    ['imports', ImportPage],
    ['imports/i-committed/issues', ImportIssuePage],
    ['alerts', AlertPage],
    ['provisional-alerts', ProvisionalAlertPage],
    ['mails', MailPage],
    ['firm-readiness', FirmReadiness],
    ['organization', OrganizationSettings],
  ])('answers %s in the shape that the contract promises', (path, schema) => {
    expect(schema.safeParse(get(path)).error).toBeUndefined();
  });
});
