# The image of actions that run programs of Debian, such as TeX: docker build -f wsk/programs.Dockerfile -t YOU/action-programs .
FROM node:24-bookworm-slim AS packages
WORKDIR /diptych
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN node compose/image/packages.ts > /packages

FROM openwhisk/action-nodejs-v20:nightly
COPY --from=packages /packages /packages
RUN apt-get update && xargs apt-get install -y --no-install-recommends < /packages && rm -rf /var/lib/apt/lists/*
