# One image for API, worker and command line. Pin the base by its digest where you build for production:
#   docker build --build-arg NODE_IMAGE=node:26.10.0-bookworm-slim@sha256:… .
ARG NODE_IMAGE=node:26.10.0-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
ENV TURBO_TELEMETRY_DISABLED=1 CHECKPOINT_DISABLE=1
# What npm needs alone comes first: as long as no dependency changes, this layer is taken from the cache.
COPY package.json package-lock.json .npmrc ./
COPY apps/api/package.json apps/api/
COPY apps/cli/package.json apps/cli/
COPY apps/web/package.json apps/web/
COPY apps/worker/package.json apps/worker/
COPY packages/contracts/package.json packages/contracts/
COPY packages/db/package.json packages/db/
COPY packages/domain/package.json packages/domain/
COPY packages/mail/package.json packages/mail/
COPY packages/operations/package.json packages/operations/
COPY packages/runtime/package.json packages/runtime/
COPY packages/tabular/package.json packages/tabular/
RUN npm ci --no-audit --no-fund
COPY . .
RUN node tools/generate.ts && npm run build && npm prune --omit=dev --no-audit --no-fund

FROM ${NODE_IMAGE}
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 CAPELINE_DATA_DIR=/data
WORKDIR /app
# Sources belong to root: the service can read them and change nothing.
COPY --from=build /app ./
RUN install -d -o node -g node -m 0750 /data /backups
USER node
VOLUME ["/data", "/backups"]
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.PORT+'/livez').then((a)=>process.exit(a.ok?0:1),()=>process.exit(1))"]
# Worker: node apps/worker/src/main.ts. Command line: node apps/cli/src/main.ts ARGUMENTS.
CMD ["node", "apps/api/src/main.ts"]
