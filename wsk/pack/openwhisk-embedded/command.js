#!/usr/bin/env node
const { commandLine } = require('./index.js');

commandLine(process.argv.slice(2));
