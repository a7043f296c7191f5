# The same for services that run programs of Debian, such as TeX: docker build -f compose/programs.Dockerfile .
FROM node:24-bookworm-slim AS build
WORKDIR /diptych
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN node compose/image/command.ts /built && node compose/image/packages.ts > /packages

FROM node:24-bookworm-slim
COPY --from=build /packages /packages
RUN apt-get update && xargs apt-get install -y --no-install-recommends wget netcat-openbsd < /packages && rm -rf /var/lib/apt/lists/*
COPY --from=build /built /app
RUN mkdir /data && chown node:node /data
WORKDIR /app
USER node
ENV NODE_ENV=production
ENTRYPOINT ["node"]
