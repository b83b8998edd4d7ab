import { AppError } from '@capeline/contracts';
import { listNumbersOf, lockClient, type TenantTransaction } from '@capeline/db';
import { type FactKind, isFactKind, isNumberFact, parseImporterNumber } from '@capeline/domain';
import { findPresentId } from '../clients/present-client.ts';
import { invalid, notFound } from '../clients/reader.ts';

/** Which fact somebody means. */
export interface FactAddress {
  readonly clientId: string;
  readonly kind: string;
  readonly importerNumber?: string | undefined;
}

/** A fact by its key; importerNumber is '' where it is about the whole client. */
export interface FactLine {
  readonly clientId: string;
  readonly kind: FactKind;
  readonly importerNumber: string;
}

async function lineOf(tx: TenantTransaction, clientId: string, address: FactAddress): Promise<FactLine> {
  const { kind, importerNumber: asked } = address;
  if (!isFactKind(kind)) throw notFound();
  if (!isNumberFact(kind)) {
    if (asked === undefined) return { clientId, kind, importerNumber: '' };
    throw invalid('/importerNumber', 'This fact is about the whole client. Leave the importer number out.');
  }
  if (asked === undefined)
    throw invalid('/importerNumber', 'CBP keeps this for each importer number. Say which one, suffix included.');
  const number = parseImporterNumber(asked).importerNumber ?? asked.trim();
  const isKnown = (await listNumbersOf(tx, clientId)).some((own) => own.number === number);
  if (!isKnown) throw notFound();
  return { clientId, kind, importerNumber: number };
}

/** The fact that is to change, its client locked until the transaction ends. Throws `not_found` and `request.invalid`. */
export async function lockFactLine(tx: TenantTransaction, address: FactAddress): Promise<FactLine> {
  const present = await findPresentId(tx, address.clientId);
  if (present === null || (await lockClient(tx, present)) === null) throw notFound();
  // Of a client that was merged nothing is recorded under its old id: whoever does so has not seen what stands there now.
  if (present !== address.clientId.toLowerCase())
    throw new AppError('not_found', 'This client was merged into another. Open that one and record it there.');
  return lineOf(tx, present, address);
}

/** The fact that somebody asks for, also under the id of a client that was merged. Throws `not_found` and `request.invalid`. */
export async function findFactLine(tx: TenantTransaction, address: FactAddress): Promise<FactLine> {
  const present = await findPresentId(tx, address.clientId);
  if (present === null) throw notFound();
  return lineOf(tx, present, address);
}
