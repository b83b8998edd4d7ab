import { Id } from '@capeline/contracts';
import { z } from 'zod';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** No row carries it. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** An id in a path. Ids are opaque to callers, so one that cannot be ours is simply one that does not exist: 404, not 422. */
export const PathId = Id.transform((id) => (UUID.test(id) ? id.toLowerCase() : NOBODY));

/** The parameters of `/…/:id`. */
export const ById = z.object({ id: PathId });
