import { UploadFields } from '@capeline/contracts';
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { sessionCookieName } from '../credentials.ts';

const { properties } = z.toJSONSchema(UploadFields, { io: 'input' });
/** The upload's handler reads its form as a stream, so that no schema judges it before; readers are told all the same. */
const UPLOAD_FORM = {
  type: 'object',
  required: ['file'],
  properties: { file: { type: 'string', format: 'binary', description: 'The report, CSV or XLSX' }, ...properties },
};

const describe: typeof jsonSchemaTransform = (route) => {
  const { schema, url } = jsonSchemaTransform(route);
  const isForm = (schema as { consumes?: readonly string[] }).consumes?.includes('multipart/form-data') === true;
  return { url, schema: isForm ? { ...schema, body: UPLOAD_FORM } : schema };
};

/** Describes every visible route in OpenAPI 3.1, from the same schemas that judge requests and answers. */
export const documentation = fp(
  async (app: FastifyInstance, options: { appUrl: string; version: string }) => {
    await app.register(swagger, {
      openapi: {
        openapi: '3.1.0',
        info: {
          title: 'Capeline',
          version: options.version,
          description:
            'Deadlines and readiness in the CAPE process. Dates are aids; the licensed broker decides. Errors are RFC 9457 problems with a stable `code`.',
          license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
        },
        servers: [{ url: options.appUrl }],
        components: {
          securitySchemes: {
            apiKey: { type: 'http', scheme: 'bearer', description: 'An API key that begins with cl_live_.' },
            session: { type: 'apiKey', in: 'cookie', name: sessionCookieName(options.appUrl) },
          },
        },
        security: [{ apiKey: [] }, { session: [] }],
      },
      transform: describe,
    });
  },
  { name: 'documentation', fastify: '5.x' },
);
