#!/usr/bin/env node
import process from 'node:process';
import { runCli } from './run-cli.ts';

const { stdin, stdout, stderr } = process;

// A reader that has seen enough (`| head`) closes the pipe: that is an end, not a failure.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await runCli(process.argv.slice(2), { stdin, stdout, stderr });
